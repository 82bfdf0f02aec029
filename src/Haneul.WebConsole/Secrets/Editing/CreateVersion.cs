using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Secrets.Versions;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>What a new version is made of.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Entry">The value.</param>
public sealed record CreateVersionModel(CatalogueSecret Secret, ValueEntry Entry);

/// <summary>Stores a new version, on top of the one that was the newest when the page was opened and of no other.</summary>
internal static class CreateVersion
{
    private const string Operation = "secrets-manager.CreateSecretVersion";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        page.Form = FormFields.With(("length", "32"), ("seen", secret.DefaultVersion.ToString(CultureInfo.InvariantCulture)));
        return Show(page, secret, ValueEntry.Empty());
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var entry = ValueEntry.Read(page.Form);
        if (entry.IsTurned(page))
        {
            return Show(page, secret, entry);
        }

        var version = new JsonObject();
        if (entry.Mode == ValueMode.Generated)
        {
            ValueEntry.AddGenerated(page, version);
        }
        else if (entry.TryRead(page, out var value))
        {
            version["secret"] = value;
        }

        if (page.Form.HasProblems)
        {
            return Show(page, secret, entry.WithoutValues(page), StatusCodes.Status400BadRequest);
        }

        var (body, condition) = (new JsonObject { ["version"] = version }, SecretApi.IfVersion(page.Form.Text("seen")));
        var answer = entry.Mode == ValueMode.Generated
            ? await page.Api.SendAsync("POST", $"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secret.Id}/versions/generated", body, condition)
            : await page.Api.SendAsync("POST", $"/secrets-manager-service/api/v1/secrets/{secret.Id}/versions", body, condition);
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{secret.Id}", page.T(VersionTexts.Stored, answer.Json.GetProperty("version").GetProperty("version").GetInt32()));
        }

        SecretProblems.Take(page, answer, ("version.secret", "value"), ("version.length", "length"), ("version.alphabet", "alphabet"));
        return Show(page, secret, entry.WithoutValues(page), StatusCodes.Status400BadRequest);
    }

    private static PageAnswer Show(Page page, CatalogueSecret secret, ValueEntry entry, int status = StatusCodes.Status200OK) =>
        page.Show<CreateVersionView, CreateVersionModel>(page.T(EditTexts.VersionTitle), new(secret, entry), status);
}
