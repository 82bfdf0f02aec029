using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>A secret whose key is changed.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Keys">Keys to choose from.</param>
public sealed record ChangeKeyModel(CatalogueSecret Secret, IReadOnlyList<(string Value, string Text)> Keys);

/// <summary>Changes the key that protects new versions.</summary>
internal static class ChangeKey
{
    private const string Operation = "secrets-manager.UpdateSecretKmsKey";

    public static Task<PageAnswer> ShowAsync(Page page) => ShowAsync(page, isFirst: true);

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (SecretApi.Refuse(page, Operation) is { } refusal)
        {
            return refusal;
        }

        var id = page.Route("secret");
        var body = new JsonObject { ["secret"] = new JsonObject { ["kms_key_id"] = page.Form.TextOrNull("kms_key") } };
        var answer = await page.Api.SendAsync("PATCH", $"/secrets-manager-service/api/v1/secrets/{id}/kms-key", body, shown: body);
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{id}", page.T(EditTexts.KeyChanged, answer.Json.GetProperty("secret").GetProperty("kms_key_name").GetString() ?? page.T(SecretTexts.ServiceKey)));
        }

        SecretProblems.Take(page, answer, ("secret.kms_key_id", "kms_key"));
        return await ShowAsync(page, isFirst: false);
    }

    private static async Task<PageAnswer> ShowAsync(Page page, bool isFirst)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var keys = await KeyChoices.ListAsync(page);
        if (isFirst)
        {
            page.Form = FormFields.With(("kms_key", keys.FirstOrDefault(key => key.Value.Length > 0 && key.Text == secret.KmsKeyName).Value));
        }

        return page.Show<ChangeKeyView, ChangeKeyModel>(page.T(EditTexts.KeyTitle), new(secret, keys), isFirst ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
