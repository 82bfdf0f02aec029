using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>A secret that is to be deleted.</summary>
/// <param name="Secret">The secret.</param>
public sealed record DeleteSecretModel(CatalogueSecret Secret);

/// <summary>Deletes a secret whose versions are all destroyed.</summary>
internal static class DeleteSecret
{
    private const string Operation = "secrets-manager.DeleteSecret";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        return secret is null ? failure! : Show(page, secret);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, secret.Name.Trim()))
        {
            return Show(page, secret, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.DeleteAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}");
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets", page.T(EditTexts.Deleted, secret.Name));
        }

        SecretProblems.Take(page, answer);
        return Show(page, secret, StatusCodes.Status400BadRequest);
    }

    private static PageAnswer Show(Page page, CatalogueSecret secret, int status = StatusCodes.Status200OK) =>
        page.Show<DeleteSecretView, DeleteSecretModel>(page.T(EditTexts.DeleteTitle), new(secret), status);
}
