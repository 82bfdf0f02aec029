using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Keys.Access;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>What the page for a new key shows.</summary>
/// <param name="Choices">What goes together.</param>
/// <param name="Candidates">Who can be allowed.</param>
public sealed record NewKeyModel(KeyChoices Choices, KeySubjects Candidates);

/// <summary>
/// Creates a user key. Its form offers only what goes together: a script narrows the fields as they change, and without one a button of the form does, keeping all that was typed.
/// </summary>
internal static class NewKey
{
    private const string Operation = "kms.CreateUserKey";
    private const string DefaultPeriod = "365";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        page.Form = FormFields.With(("period", DefaultPeriod));
        return await OpenAsync(page) is var (model, refusal) && model is null ? refusal! : Show(page, model!);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (model, refusal) = await OpenAsync(page);
        if (model is null)
        {
            return refusal!;
        }

        if (page.Form.Contains("step"))
        {
            return Show(page, model);
        }

        var key = ReadKey(page, model.Choices);
        if (page.Form.HasProblems)
        {
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys", new JsonObject { ["key"] = key });
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(
                page, answer, ("key.name", "name"), ("key.description", "description"), ("key.algorithm", KeyChoices.AlgorithmField), ("key.rotation_period", "period"),
                ("key.access_target_ids", "subjects"));
            return Show(page, model, StatusCodes.Status400BadRequest);
        }

        var created = answer.Read(KmsKeysJson.Default.KeyResponse).Key;
        return page.Redirect($"/keys/{created.Id}", page.T(NewKeyTexts.Created, created.Name));
    }

    /// <summary>The days of a rotation that were typed; notes the problem if they are none.</summary>
    public static int? ReadPeriod(Page page)
    {
        if (!int.TryParse(page.Form.Text("period").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > 1095)
        {
            page.Form.AddProblem("period", page.T(NewKeyTexts.NotAPeriod));
            return null;
        }

        return days;
    }

    private static async Task<(NewKeyModel? Model, PageAnswer? Refusal)> OpenAsync(Page page)
    {
        if (KeyApi.Refuse(page, Operation) is { } refusal)
        {
            return (null, refusal);
        }

        var subjects = KeySubjects.LoadAsync(page);
        var answer = await page.Api.GetAsync($"/kms/api/v1/algorithms");
        return answer.IsSuccess
            ? (new NewKeyModel(new(answer.Read(KmsKeysJson.Default.ListKeyAlgorithmsResponse).Algorithms), await subjects), null)
            : (null, KeyProblems.Fail(page, answer));
    }

    private static JsonObject ReadKey(Page page, KeyChoices choices)
    {
        var form = page.Form;
        if (!choices.Fits(page))
        {
            form.AddProblem(KeyChoices.AlgorithmField, page.T(NewKeyTexts.NotTogether));
        }

        var key = new JsonObject
        {
            ["name"] = form.Required("name", page.Language),
            ["description"] = form.TextOrNull("description"),
            ["type"] = form.Text(KeyChoices.TypeField),
            ["purpose"] = form.Text(KeyChoices.PurposeField),
            ["algorithm"] = form.Text(KeyChoices.AlgorithmField),
            ["rotation_period"] = form.IsChecked("rotate") ? ReadPeriod(page) : null,
            ["is_pending_activation"] = form.IsChecked("pending"),
            ["is_access_control_enabled"] = form.IsChecked("restricted"),
        };
        if (form.All("subjects") is { Count: > 0 } subjects)
        {
            if (!form.IsChecked("restricted"))
            {
                // Left alone, a key would be open to all of the project although somebody has chosen a few.
                form.AddProblem("restricted", page.T(NewKeyTexts.SubjectsNeedControl));
            }

            key["access_target_ids"] = new JsonArray([.. subjects.Select(static id => (JsonNode)id)]);
        }

        return key;
    }

    private static PageAnswer Show(Page page, NewKeyModel model, int status = StatusCodes.Status200OK)
    {
        model.Choices.Settle(page);
        return page.Show<NewKeyView, NewKeyModel>(page.T(KeyTexts.New), model, status);
    }
}
