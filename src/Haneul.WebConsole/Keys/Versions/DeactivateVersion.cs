using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>Takes a version of a key out of use. As no call brings it back, the name of the key has to be typed, and the password is asked for again.</summary>
internal static class DeactivateVersion
{
    /// <summary>What those need who do it.</summary>
    public const string Operation = "kms.DeactivateKeyVersion";

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        return key is null ? refusal! : Ask(page, key).Show(page);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (key, refusal) = await KeyApi.FindAsync(page, Operation, isDangerous: true);
        if (key is null)
        {
            return refusal!;
        }

        if (!TypedConfirmationCheck.IsTyped(page, key.Name))
        {
            return Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
        }

        var version = page.Route("version");
        var answer = await page.Api.PatchAsync($"/kms/api/v1/keys/{key.Id}/versions/{version}/deactivate");
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer);
            return Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/keys/{key.Id}/versions", page.T(KeyVersionTexts.Deactivated, version));
    }

    private static KeyActionModel Ask(Page page, Key key) => new()
    {
        Key = key,
        Title = page.T(KeyVersionTexts.DeactivateTitle, page.Route("version")),
        Effect = page.T(KeyVersionTexts.DeactivateEffect),
        Warning = ScheduleDestruction.WarningOf(page, key),
        Button = page.T(KeyVersionTexts.Deactivate),
        IsDangerous = true,
        Confirmation = key.Name,
    };
}
