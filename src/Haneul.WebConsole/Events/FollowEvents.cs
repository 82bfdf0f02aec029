using Haneul.Kernel.Storage;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.Events;

/// <summary>
/// The live tail: the API's stream, for the script of the page. It ends with the session: the API looks at the token, and this at the session, which being watched does not keep
/// from idling.
/// </summary>
internal static class FollowEvents
{
    private const string Position = "Last-Event-ID";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var filter = EventFilter.Read(page);
        var call = filter.WriteTo(ApiPath.Of($"/cloud-trail/haneul/v1/events/stream"), withTimes: false);
        var headers = page.Context.Request.Headers[Position] is [{ Length: > 0 } position, ..]
            ? new Dictionary<string, string>(StringComparer.Ordinal) { [Position] = position }
            : null;
        using var end = new CancellationTokenSource();
        var watching = EndWithSessionAsync(page, end.Token);
        try
        {
            await page.Api.ForwardAsync("GET", call, headers: headers);
        }
        finally
        {
            await end.CancelAsync();
            await watching;
        }

        return new PageAnswer.Done();
    }

    private static async Task EndWithSessionAsync(Page page, CancellationToken end)
    {
        var services = page.Context.RequestServices;
        var sessions = services.GetRequiredService<SessionTable>();
        using var timer = new PeriodicTimer(BetweenLooks, services.GetRequiredService<TimeProvider>());
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                if (!await IsOpenAsync(page, sessions, end))
                {
                    page.Context.Abort();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The stream has ended by itself.
        }
    }

    private static async Task<bool> IsOpenAsync(Page page, SessionTable sessions, CancellationToken end)
    {
        try
        {
            return await sessions.IsOpenAsync(page.Session!, end);
        }
        catch (StorageUnavailableException)
        {
            // Without the database there are no events either, and a look that failed must not be the last one.
            return true;
        }
    }
}
