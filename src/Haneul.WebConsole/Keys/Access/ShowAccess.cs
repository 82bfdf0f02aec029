using Haneul.WebConsole.Pages;
using Haneul.Wire;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Access;

/// <summary>What the page about access to a key shows.</summary>
/// <param name="Key">The key.</param>
/// <param name="Targets">Who is on its list.</param>
public sealed record KeyAccessModel(Key Key, IReadOnlyList<AccessTarget> Targets);

/// <summary>Shows who may use a key beside its owner.</summary>
internal static class ShowAccess
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, "kms.ListUserKeyAccessTargets");
        if (key is null)
        {
            return refusal!;
        }

        var answer = await page.Api.GetAsync($"/kms/api/v1/keys/{key.Id}/access-control/targets");
        return answer.IsSuccess
            ? page.Show<KeyAccessView, KeyAccessModel>($"{key.Name} · {page.T(KeyTexts.AccessControl)}", new(key, answer.Read(KmsKeysJson.Default.KeyAccessTargetsResponse).Targets))
            : KeyProblems.Fail(page, answer);
    }
}
