using System.Globalization;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>What the pages of one key begin with: the key itself, or what is shown in its place.</summary>
internal static class KeyApi
{
    // What a browser sends for a field of date and time, with and without seconds (HTML, local date and time strings).
    private static readonly string[] LocalTimes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

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
        return key is { IsAccessible: false } ? (null, Refused(page, KeyTexts.LockedHint)) : (key, missing);
    }

    /// <summary>What is shown in place of a page of a project: null where there is one, and the person may do what the page is for.</summary>
    public static PageAnswer? Refuse(Page page, string? operation = null) =>
        page.Caller is null ? page.Redirect($"/projects/choose?return={page.Path}", page.T(KeyTexts.NeedsProject))
        : operation is null || page.May(operation) ? null
        : Refused(page, KeyTexts.NeedsRole);

    /// <summary>An instant of the wire; null for none.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;

    /// <summary>An instant as a field of date and time has it, in the person's zone.</summary>
    public static string ToField(Page page, DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, page.Times.Zone).ToString(LocalTimes[0], CultureInfo.InvariantCulture);

    /// <summary>What was typed into a field of date and time; null if it is no such thing.</summary>
    public static DateTimeOffset? FromField(Page page, string text) =>
        DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, page.Times.Zone.GetUtcOffset(local))
            : null;

    private static PageAnswer Refused(Page page, Text text) => page.Fail(page.T(PageTexts.RefusedTitle), page.T(text), StatusCodes.Status403Forbidden);
}
