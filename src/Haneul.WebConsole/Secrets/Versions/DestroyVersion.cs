using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>A version that is to be destroyed.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Version">The version.</param>
public sealed record DestroyModel(CatalogueSecret Secret, int Version);

/// <summary>Destroys a version at once, for good: with the password, and the name of the secret typed.</summary>
internal static class DestroyVersion
{
    private const string Operation = "secrets-manager.DestroySecretVersion";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation, isDangerous: true);
        return secret is null ? failure! : Show(page, secret);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation, isDangerous: true);
        if (secret is null)
        {
            return failure!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, secret.Name.Trim()))
        {
            return Show(page, secret, StatusCodes.Status400BadRequest);
        }

        var version = SecretApi.VersionOf(page);
        var answer = await page.Api.PatchAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}/versions/{version}/destroy");
        if (answer.IsSuccess)
        {
            return page.Redirect($"/secrets/{secret.Id}", page.T(VersionTexts.DestroyedNotice, version));
        }

        SecretProblems.Take(page, answer);
        return Show(page, secret, StatusCodes.Status400BadRequest);
    }

    private static PageAnswer Show(Page page, CatalogueSecret secret, int status = StatusCodes.Status200OK)
    {
        var version = SecretApi.VersionOf(page);
        return page.Show<DestroyView, DestroyModel>(page.T(VersionTexts.DestroyTitle, version), new(secret, version), status);
    }
}
