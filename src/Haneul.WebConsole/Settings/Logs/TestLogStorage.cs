using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Logs;

/// <summary>Writes a small object to the target, and tells what came of it.</summary>
internal static class TestLogStorage
{
    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (SettingsProblems.Need(page, "cloud-trail.TestLogStorage") is { } refusal)
        {
            return refusal;
        }

        var answer = await page.Api.PostAsync($"/cloud-trail/haneul/v1/log-storage/tests");
        var state = await ShowLogStorage.ReadAsync(page);
        if (!state.IsSuccess)
        {
            return page.Fail(state);
        }

        return answer.IsSuccess
            ? ShowLogStorage.Show(page, ShowLogStorage.StorageOf(state), answer.Read(LogStorageJson.Default.LogStorageTestResponse).Test)
            : ShowLogStorage.Show(page, ShowLogStorage.StorageOf(state), problem: SettingsProblems.TextOf(page, answer));
    }
}
