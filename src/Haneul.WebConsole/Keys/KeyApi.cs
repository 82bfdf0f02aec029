using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>What the pages of one key begin with: the key itself, or what is shown in its place.</summary>
internal static class KeyApi
{
    /// <summary>The key of the address.</summary>
    public static async Task<(Key? Key, PageAnswer? Refusal)> FindAsync(Page page)
    {
        if (Refuse(page) is { } refusal)
        {
            return (null, refusal);
        }

        var answer = await page.Api.GetAsync($"/kms/api/v1/keys/{page.Route("keyId")}");
        return answer.IsSuccess ? (answer.Read(KmsKeysJson.Default.KeyResponse).Key, null) : (null, KeyProblems.Fail(page, answer));
    }

    /// <summary>The key of the address, for a page that does something with it: not for those whose roles or whose place on no list would have the API refuse it.</summary>
    public static async Task<(Key? Key, PageAnswer? Refusal)> FindAsync(Page page, string operation, bool isDangerous = false)
    {
        if (Refuse(page, operation) is { } refusal)
        {
            return (null, refusal);
        }

        if (isDangerous && !page.IsConfirmed)
        {
            return (null, page.AskForPassword());
        }

        var (key, missing) = await FindAsync(page);
        return key is { IsAccessible: false } ? (null, Refused(page, operation, KeyTexts.LockedHint)) : (key, missing);
    }

    /// <summary>What is shown in place of a page of a project: null where there is one, and the person may do what the page is for.</summary>
    public static PageAnswer? Refuse(Page page, string? operation = null) =>
        page.Caller is null ? page.Redirect($"/projects/choose?return={page.Path}", page.T(KeyTexts.NeedsProject))
        : operation is null || page.May(operation) ? null
        : Refused(page, operation, KeyTexts.NeedsRole);

    /// <summary>The id of the key in the page's address; null where there is none.</summary>
    public static string? IdIn(Page page) => page.Route("keyId") is { Length: > 0 } id ? id : null;

    private static PageAnswer Refused(Page page, string operation, Text text) => page.Refuse(operation, page.T(text), IdIn(page));
}
