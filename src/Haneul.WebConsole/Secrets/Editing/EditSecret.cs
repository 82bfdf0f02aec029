using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>A secret whose name and the like are changed.</summary>
/// <param name="Secret">The secret.</param>
public sealed record EditSecretModel(CatalogueSecret Secret);

/// <summary>Changes name, description, tags and date of a secret, and shows the way to everything else that can be set.</summary>
internal static class EditSecret
{
    private const string Operation = "secrets-manager.UpdateSecret";
    private const string DayFormat = "yyyy-MM-dd";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        page.Form = FormFields.With(
            ("name", secret.Name),
            ("description", secret.Description),
            ("tags", TagLines.Write(secret.Tags)),
            ("expires", WireInstant.Parse(secret.ExpiresAt) is { } at ? TimeZoneInfo.ConvertTime(at, page.Times.Zone).ToString(DayFormat, CultureInfo.InvariantCulture) : null),
            ("revision", secret.Revision.ToString(CultureInfo.InvariantCulture)));
        return Show(page, secret);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var form = page.Form;
        var changed = new JsonObject
        {
            ["name"] = form.Required("name", page.Language),
            ["description"] = form.TextOrNull("description"),
            ["tags"] = TagLines.Read(page, "tags"),
            ["expires_at"] = ReadExpiry(page, secret),
        };
        if (form.HasProblems)
        {
            return Show(page, secret, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.SendAsync(
            "PATCH", $"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secret.Id}", new JsonObject { ["secret"] = changed }, SecretApi.IfRevision(form.Text("revision")));
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{secret.Id}", page.T(EditTexts.Saved));
        }

        SecretProblems.Take(page, answer, ("secret.name", "name"), ("secret.description", "description"), ("secret.tags", "tags"), ("secret.expires_at", "expires"));
        return Show(page, secret, StatusCodes.Status400BadRequest);
    }

    // A day lasts until its end, in the person's zone. One that was not touched keeps its time.
    private static string? ReadExpiry(Page page, CatalogueSecret secret)
    {
        if (page.Form.TextOrNull("expires") is not { } text)
        {
            return null;
        }

        if (WireInstant.Parse(secret.ExpiresAt) is { } kept && kept > page.Times.Now && TimeZoneInfo.ConvertTime(kept, page.Times.Zone).ToString(DayFormat, CultureInfo.InvariantCulture) == text)
        {
            return secret.ExpiresAt;
        }

        if (DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var end = LocalInstant.Of(page, day.ToDateTime(new TimeOnly(23, 59, 59)));
            if (end > page.Times.Now)
            {
                return WireInstant.Write(end.Value);
            }
        }

        page.Form.AddProblem("expires", page.T(EditTexts.ExpiresWrong));
        return null;
    }

    private static PageAnswer Show(Page page, CatalogueSecret secret, int status = StatusCodes.Status200OK) =>
        page.Show<EditSecretView, EditSecretModel>(secret.Name, new(secret), status);
}
