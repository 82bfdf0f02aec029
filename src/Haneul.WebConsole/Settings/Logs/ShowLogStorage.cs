using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Logs;

/// <summary>What the page of log storage shows.</summary>
/// <param name="Storage">How it stands.</param>
/// <param name="RetentionDays">How long the trail keeps events; 0 for ever.</param>
/// <param name="SearchDays">How far back searches go.</param>
/// <param name="MayChange">Whether the person may change it.</param>
/// <param name="Test">What came of a test that was just made; null for none.</param>
/// <param name="Problem">Why it could not be made; null if nothing is wrong.</param>
public sealed record LogStorageModel(LogStorage Storage, int RetentionDays, int SearchDays, bool MayChange, LogStorageTest? Test, string? Problem);

/// <summary>Shows the log storage of the project, and how long the trail itself keeps events.</summary>
internal static class ShowLogStorage
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        if (SettingsProblems.NeedProject(page) is { } choice)
        {
            return choice;
        }

        var answer = await ReadAsync(page);
        return answer.IsSuccess ? Show(page, StorageOf(answer)) : page.Fail(answer);
    }

    /// <summary>Asks how log storage stands.</summary>
    public static Task<ApiAnswer> ReadAsync(Page page) => page.Api.GetAsync($"/cloud-trail/haneul/v1/log-storage");

    /// <summary>The state in an answer.</summary>
    public static LogStorage StorageOf(ApiAnswer answer) => answer.Read(LogStorageJson.Default.LogStorageResponse).LogStorage;

    /// <summary>The page, with what came of a test if one was made.</summary>
    public static PageAnswer Show(Page page, LogStorage storage, LogStorageTest? test = null, string? problem = null)
    {
        var options = page.Context.RequestServices.GetRequiredService<HaneulOptions>();
        var model = new LogStorageModel(storage, options.TrailRetentionDays, (int)options.TrailSearchWindow.TotalDays, page.May("cloud-trail.SetLogStorage"), test, problem);
        return page.Show<LogStorageView, LogStorageModel>(page.T(LogTexts.Title), model, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
