using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>Takes the scheduled destruction of a version of a key back.</summary>
internal static class CancelDestruction
{
    /// <summary>What those need who do it.</summary>
    public const string Operation = "kms.CancelScheduledKeyVersionDestruction";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation);
        return key is null ? refusal! : Ask(page, key).Show(page);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation);
        if (key is null)
        {
            return refusal!;
        }

        var version = page.Route("version");
        var answer = await page.Api.PatchAsync($"/kms/api/v1/keys/{key.Id}/versions/{version}/cancel-schedule-destroy");
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer);
            return Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/keys/{key.Id}/versions", page.T(KeyVersionTexts.Cancelled, version));
    }

    private static KeyActionModel Ask(Page page, Key key) => new()
    {
        Key = key,
        Title = page.T(KeyVersionTexts.CancelTitle, page.Route("version")),
        Effect = page.T(KeyVersionTexts.CancelEffect),
        Button = page.T(KeyVersionTexts.Cancel),
        Undoes = true,
    };
}
