using System.Globalization;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Secrets.Access;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets;

/// <summary>The calls that several pages of secrets make.</summary>
internal static class SecretApi
{
    /// <summary>A secret with all that may be known of it without its values.</summary>
    public static Task<ApiAnswer> GetAsync(Page page, string secretId) =>
        page.Api.GetAsync($"/secrets-manager-service/haneul/v1/secrets-manager/secrets/{secretId}");

    /// <summary>The secret of the page's address, or the page that tells why it can't be shown.</summary>
    public static async Task<(CatalogueSecret? Secret, PageAnswer? Failure)> OpenAsync(Page page)
    {
        var answer = await GetAsync(page, page.Route("secret"));
        return answer.IsSuccess ? (answer.Read(SecretCatalogueJson.Default.CatalogueSecretResponse).Secret, null) : (null, SecretProblems.Fail(page, answer));
    }

    /// <summary>The same for a page that does something with it: not for those whose roles or whose place on no list would have the API refuse it.</summary>
    public static async Task<(CatalogueSecret? Secret, PageAnswer? Failure)> OpenAsync(Page page, string operation, bool isDangerous = false)
    {
        if (Refuse(page, operation, isDangerous) is { } refusal)
        {
            return (null, refusal);
        }

        var (secret, failure) = await OpenAsync(page);
        return secret is { IsAccessible: false } ? (null, page.Refuse(operation, page.T(SecretTexts.LockedHint), secret.Id)) : (secret, failure);
    }

    /// <summary>What is shown in place of a page for an operation: null for those whose roles allow it. What is dangerous asks for the password.</summary>
    public static PageAnswer? Refuse(Page page, string operation, bool isDangerous = false) =>
        !page.May(operation) ? page.Refuse(operation, page.T(AccessTexts.RoleMissing), page.Route("secret"))
        : isDangerous && !page.IsConfirmed ? page.AskForPassword()
        : null;

    /// <summary>The number of the version in the page's address; 0, which no version has, if it is none.</summary>
    public static int VersionOf(Page page) => int.TryParse(page.Route("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Lets a change through only on top of the revision that the person has seen.</summary>
    public static Dictionary<string, string> IfRevision(string revision) => new(StringComparer.Ordinal) { ["If-Match"] = $"\"r{revision}\"" };

    /// <summary>Lets a version be stored only on top of the one that the person has seen.</summary>
    public static Dictionary<string, string> IfVersion(string version) => new(StringComparer.Ordinal) { ["If-Match"] = $"\"v{version}\"" };
}
