using System.Text.Json;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>A value on the screen, or the question whether to show it.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Version">The version.</param>
/// <param name="Value">Its value; null before it is shown.</param>
public sealed record RevealModel(CatalogueSecret Secret, int Version, ShownValue? Value);

/// <summary>
/// Shows a value: by a form, so that no address, history or prefetch can show one, and each time with a read of the API, which is what the trail records.
/// </summary>
internal static class RevealVersion
{
    private const string Operation = "secrets-manager.GetSecretVersion";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        return secret is null ? failure! : Show(page, secret, null);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page, Operation);
        if (secret is null)
        {
            return failure!;
        }

        var answer = await ReadAsync(page);
        return answer.IsSuccess ? Show(page, secret, ShownValue.Of(ValueOf(answer))) : SecretProblems.Fail(page, answer);
    }

    /// <summary>Reads the value of the version in the page's address.</summary>
    public static Task<ApiAnswer> ReadAsync(Page page) =>
        page.Api.GetAsync($"/secrets-manager-service/api/v1/secrets/{page.Route("secret")}/versions/{SecretApi.VersionOf(page)}/value");

    /// <summary>The value in an answer.</summary>
    public static JsonElement ValueOf(ApiAnswer answer) => answer.Json.GetProperty("version").GetProperty("secret");

    private static PageAnswer Show(Page page, CatalogueSecret secret, ShownValue? value)
    {
        var version = SecretApi.VersionOf(page);
        return page.Show<RevealView, RevealModel>(page.T(VersionTexts.RevealTitle, version), new(secret, version, value));
    }
}
