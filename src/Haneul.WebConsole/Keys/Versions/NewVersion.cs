using Haneul.WebConsole.Pages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>Makes the next version of a key: rotates it by hand, and activates one in pre-activation.</summary>
internal static class NewVersion
{
    private const string Operation = "kms.CreateKeyVersion";

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

        var answer = await page.Api.PostAsync($"/kms/api/v1/keys/{key.Id}/versions");
        if (!answer.IsSuccess)
        {
            KeyProblems.Take(page, answer);
            return Ask(page, key).Show(page, StatusCodes.Status400BadRequest);
        }

        var version = answer.Read(KmsVersionsJson.Default.KeyVersionResponse).Version.Version;
        return page.Redirect(
            $"/keys/{key.Id}/versions",
            key.DefaultVersion == 0 ? page.T(KeyVersionTexts.Activated, key.Name) : page.T(KeyVersionTexts.Rotated, key.Name, version));
    }

    private static KeyActionModel Ask(Page page, Key key)
    {
        var isFirst = key.DefaultVersion == 0;
        return new KeyActionModel
        {
            Key = key,
            Title = page.T(isFirst ? KeyVersionTexts.ActivateTitle : KeyVersionTexts.RotateTitle, key.Name),
            Effect = isFirst ? page.T(KeyVersionTexts.ActivateEffect) : page.T(KeyVersionTexts.RotateEffect, key.DefaultVersion + 1),
            Warning = key.Type == KeyWords.Asymmetric && !isFirst ? page.T(KeyVersionTexts.PublicKeyChanges, key.DefaultVersion) : null,
            Button = page.T(isFirst ? KeyTexts.Activate : KeyTexts.RotateNow),
        };
    }
}
