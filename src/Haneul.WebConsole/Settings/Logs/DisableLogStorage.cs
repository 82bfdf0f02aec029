using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Views.Controls;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Logs;

/// <summary>What the page shows that switches log storage off.</summary>
/// <param name="Target">Where events are written now, which has to be typed.</param>
public sealed record DisableLogStorageModel(string Target);

/// <summary>Switches log storage off, once its effect was told and the target was typed.</summary>
internal static class DisableLogStorage
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (target, other) = await OpenAsync(page);
        return other ?? Show(page, target);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (target, other) = await OpenAsync(page);
        if (other is not null)
        {
            return other;
        }

        if (!TypedConfirmationCheck.IsTyped(page, target))
        {
            return Show(page, target, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Api.DeleteAsync($"/cloud-trail/haneul/v1/log-storage");
        if (!answer.IsSuccess)
        {
            page.Form.Problem = SettingsProblems.TextOf(page, answer);
            return Show(page, target, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/settings/log-storage", page.T(LogTexts.Disabled));
    }

    private static async Task<(string Target, PageAnswer? Other)> OpenAsync(Page page)
    {
        if (SettingsProblems.Need(page, "cloud-trail.DisableLogStorage") is { } refused)
        {
            return ("", refused);
        }

        var answer = await ShowLogStorage.ReadAsync(page);
        if (!answer.IsSuccess)
        {
            return ("", page.Fail(answer));
        }

        var storage = ShowLogStorage.StorageOf(answer);
        return storage.Enabled ? (NameOf(page, storage), null) : ("", page.Redirect($"/settings/log-storage"));
    }

    // A folder has no name that the project knows: the project's own stands for it.
    private static string NameOf(Page page, LogStorage storage) => storage.Bucket?.Name ?? page.State!.ProjectName!;

    private static PageAnswer Show(Page page, string target, int status = StatusCodes.Status200OK) =>
        page.Show<DisableLogStorageView, DisableLogStorageModel>(page.T(LogTexts.DisableTitle), new(target), status);
}
