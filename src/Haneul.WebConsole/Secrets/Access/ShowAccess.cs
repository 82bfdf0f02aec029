using Haneul.WebConsole.Pages;
using Haneul.Wire;
using Haneul.Wire.SecretsManager;

namespace Haneul.WebConsole.Secrets.Access;

/// <summary>Who gets at a secret.</summary>
/// <param name="Secret">The secret.</param>
/// <param name="Targets">Its list.</param>
public sealed record AccessModel(CatalogueSecret Secret, IReadOnlyList<AccessTarget> Targets);

/// <summary>Shows access control and owner of a secret.</summary>
internal static class ShowAccess
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (secret, failure) = await SecretApi.OpenAsync(page);
        if (secret is null)
        {
            return failure!;
        }

        var (targets, refusal) = await TargetsAsync(page, secret);
        return targets is null ? refusal! : page.Show<AccessView, AccessModel>(secret.Name, new(secret, targets));
    }

    /// <summary>The list of a secret, or the page that tells why it can't be shown.</summary>
    public static async Task<(IReadOnlyList<AccessTarget>? Targets, PageAnswer? Failure)> TargetsAsync(Page page, CatalogueSecret secret)
    {
        if (!secret.IsAccessControlEnabled)
        {
            return ([], null);
        }

        var answer = await page.Api.GetAsync($"/secrets-manager-service/api/v1/secrets/{secret.Id}/access-control/targets");
        return answer.IsSuccess ? (answer.Read(SecretsManagerJson.Default.SecretAccessTargetsResponse).Targets, null) : (null, SecretProblems.Fail(page, answer));
    }
}
