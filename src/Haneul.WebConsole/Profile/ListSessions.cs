using Haneul.Kernel.Runtime;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.Profile;

/// <summary>What the list of sessions shows.</summary>
/// <param name="Sessions">The person's sessions, the newest first.</param>
/// <param name="IdleMinutes">After how many minutes without use one is over.</param>
public sealed record SessionsModel(IReadOnlyList<Session> Sessions, int IdleMinutes);

/// <summary>Lists the person's sessions, and ends one or all others.</summary>
internal static class ListSessions
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var services = page.Context.RequestServices;
        var sessions = await services.GetRequiredService<SessionTable>().ListAsync(page.Session!.UserId, page.Context.RequestAborted);
        return page.Show<SessionsView, SessionsModel>(
            page.T(ProfileTexts.Sessions), new(sessions, (int)services.GetRequiredService<HaneulOptions>().ConsoleIdleTimeout.TotalMinutes));
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var endings = page.Context.RequestServices.GetRequiredService<SessionEndings>();
        if (page.Form.TextOrNull("session") is not { } id)
        {
            var ended = await endings.EndOthersAsync(page.Context, page.Session!);
            return page.Redirect($"/profile/sessions", page.T(ProfileTexts.OthersEnded, ended));
        }

        await endings.EndAsync(page.Context, page.Session!, id);
        return page.Redirect($"/profile/sessions", page.T(ProfileTexts.SessionEnded));
    }
}
