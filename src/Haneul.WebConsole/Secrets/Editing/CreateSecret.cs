using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Secrets.Access;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>What a new secret is made of.</summary>
/// <param name="Entry">Its value.</param>
/// <param name="Keys">Keys to choose from.</param>
/// <param name="Subjects">Who can be put on its list; null if the person may not see the members.</param>
public sealed record CreateSecretModel(ValueEntry Entry, IReadOnlyList<(string Value, string Text)> Keys, IReadOnlyList<SubjectChoice>? Subjects);

/// <summary>Creates a secret with its first version.</summary>
internal static class CreateSecret
{
    public static Task<PageAnswer> ShowAsync(Page page)
    {
        page.Form = FormFields.With(("length", "32"));
        return ShowAsync(page, ValueEntry.Empty());
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var form = page.Form;
        var entry = ValueEntry.Read(form);
        if (entry.IsTurned(page))
        {
            return await ShowAsync(page, entry);
        }

        var tags = TagLines.Read(page, "tags");
        var secret = ReadFields(page);
        if (entry.Mode == ValueMode.Generated)
        {
            ValueEntry.AddGenerated(page, secret);
        }
        else if (entry.TryRead(page, out var value))
        {
            secret["secret_data"] = value;
        }

        if (form.HasProblems)
        {
            return await ShowAsync(page, entry.WithoutValues(page), StatusCodes.Status400BadRequest);
        }

        var body = new JsonObject { ["secret"] = secret };
        var answer = entry.Mode == ValueMode.Generated
            ? await page.Api.PostAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/generated", body)
            : await page.Api.PostAsync($"/secrets-manager-service/api/v1/secrets", body);
        if (answer.IsSuccess)
        {
            return await FinishAsync(page, answer, tags);
        }

        SecretProblems.Take(
            page, answer, ("secret.name", "name"), ("secret.description", "description"), ("secret.secret_data", "value"), ("secret.kms_key_id", "kms_key"),
            ("secret.access_target_ids", "access"), ("secret.length", "length"), ("secret.alphabet", "alphabet"));
        return await ShowAsync(page, entry.WithoutValues(page), StatusCodes.Status400BadRequest);
    }

    private static JsonObject ReadFields(Page page)
    {
        var form = page.Form;
        var secret = new JsonObject { ["name"] = form.Required("name", page.Language), ["is_access_control_enabled"] = form.IsChecked("access") };
        if (form.TextOrNull("description") is { } description)
        {
            secret["description"] = description;
        }

        if (form.TextOrNull("kms_key") is { } key)
        {
            secret["kms_key_id"] = key;
        }

        var targets = form.All("targets");
        if (targets.Count > 0 && !form.IsChecked("access"))
        {
            // A list without access control would protect nothing, though its creator believes so.
            form.AddProblem("access", page.T(AccessTexts.ListNeedsSwitch));
        }
        else if (targets.Count > 0)
        {
            secret["access_target_ids"] = new JsonArray([.. targets.Select(static id => (JsonNode)id)]);
        }

        return secret;
    }

    // The contract creates secrets without tags: they follow.
    private static async Task<PageAnswer> FinishAsync(Page page, ApiAnswer answer, JsonObject tags)
    {
        var created = answer.Json.GetProperty("secret");
        var (id, name) = (created.GetProperty("id").GetString()!, created.GetProperty("name").GetString()!);
        if (tags.Count == 0)
        {
            return page.Redirect($"/secrets/{id}", page.T(EditTexts.CreatedNotice, name));
        }

        var tagged = await page.Api.PatchAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{id}", new JsonObject { ["secret"] = new JsonObject { ["tags"] = tags } });
        return page.Redirect($"/secrets/{id}", page.T(tagged.IsSuccess ? EditTexts.CreatedNotice : EditTexts.CreatedWithoutTags, name));
    }

    private static async Task<PageAnswer> ShowAsync(Page page, ValueEntry entry, int status = StatusCodes.Status200OK)
    {
        if (SecretApi.Refuse(page, "secrets-manager.CreateSecret") is { } refusal)
        {
            return refusal;
        }

        var (keys, subjects) = (KeyChoices.ListAsync(page), SubjectChoices.ListAsync(page));
        return page.Show<CreateSecretView, CreateSecretModel>(page.T(EditTexts.CreateTitle), new(entry, await keys, await subjects), status);
    }
}
