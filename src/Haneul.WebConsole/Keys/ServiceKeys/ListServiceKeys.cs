using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.ServiceKeys;

/// <summary>Lists the keys that services keep for themselves in the project.</summary>
internal static class ListServiceKeys
{
    // One for each service: there are never so many.
    private const int Most = 1000;

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (KeyApi.Refuse(page) is { } refusal)
        {
            return refusal;
        }

        var answer = await page.Api.GetAsync($"/kms/api/v1/service-keys?limit={Most}");
        return answer.IsSuccess
            ? page.Show<ServiceKeysView, IReadOnlyList<ServiceKey>>(page.T(KeyTexts.ServiceKeys), answer.Read(KmsKeysJson.Default.ListServiceKeysResponse).ServiceKeys)
            : KeyProblems.Fail(page, answer);
    }
}
