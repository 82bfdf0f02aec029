using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>Lists the person's own access keys.</summary>
internal static class ListAccessKeys
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (keys, answer) = await OwnAccessKeys.ListAsync(page);
        return answer.IsSuccess ? page.Show<AccessKeysView, IReadOnlyList<OwnAccessKey>>(page.T(AccessKeyTexts.Title), keys) : page.Fail(answer);
    }
}
