using System.Globalization;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events;

/// <summary>What the page of an event shows.</summary>
/// <param name="Event">The event.</param>
/// <param name="Time">When it was.</param>
/// <param name="Log">It as the API gives it.</param>
/// <param name="Why">Where it is explained why it was refused; null if it was not, or where that is not for the person to see.</param>
public sealed record EventModel(Event Event, DateTimeOffset Time, string Log, ApiPath? Why)
{
    /// <summary>The address of an event. The time in it lets the event be found at once.</summary>
    public static ApiPath AddressOf(Event found) => ApiPath.Of($"/events/{found.EventId}").With("at", found.EventTime);
}

/// <summary>Shows one event with everything that it tells.</summary>
internal static class ShowEvent
{
    private const int PageSize = 1000;

    // Of one project, in two minutes. The search goes back from the end of the call, so that but for calls that took long its first page has the event.
    private const int MostPages = 50;

    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    // An id begins with the time at which it was made, at the end of the call; the time of the event is that of its beginning.
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(2);

    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var id = page.Route("id");
        var (from, to) = PeriodOf(id, page.Query("at"));
        if (from is null || to is null)
        {
            return page.NotFound();
        }

        string? cursor = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            var answer = await page.Api.GetAsync(
                ApiPath.Of($"/cloud-trail/api/v1/events?limit={PageSize}").With("from", EventFilter.Wire(from.Value)).With("to", EventFilter.Wire(to.Value)).With("cursor", cursor));
            if (!answer.IsSuccess)
            {
                return page.Fail(answer);
            }

            var list = answer.Read(CloudTrailJson.Default.ListEventsResponse);
            var index = list.Events.ToList().FindIndex(candidate => candidate.EventId == id);
            if (index >= 0)
            {
                return await ShowAsync(page, list.Events[index], answer.Json.GetProperty("events")[index].GetRawText());
            }

            if (list.NextCursor is null)
            {
                return page.NotFound();
            }

            cursor = list.NextCursor;
        }

        return page.Fail(page.T(PageTexts.NotFoundTitle), page.T(EventsTexts.TooManyAround, PageSize * MostPages), StatusCodes.Status404NotFound);
    }

    private static async Task<PageAnswer> ShowAsync(Page page, Event found, string json)
    {
        var log = JsonNode.Parse(json)!.ToJsonString(ShownJson.Indented);
        return page.Show<EventView, EventModel>($"{found.EventName} · {page.T(EventsTexts.DetailsTitle)}", new(found, Parse(found.EventTime)!.Value, log, await RefusalLink.FindAsync(page, found)));
    }

    // Without the time of the event, as others may link to it, its id tells about when it was.
    private static (DateTimeOffset? From, DateTimeOffset? To) PeriodOf(string id, string? at)
    {
        if (Parse(at) is { } time)
        {
            return (time, time + Instant);
        }

        return Guid.TryParseExact(id, "D", out var uuid) && uuid.Version == 7
            && long.TryParse(string.Concat(id.AsSpan(0, 8), id.AsSpan(9, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - LongestCall, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + 1))
            : (null, null);
    }

    private static DateTimeOffset? Parse(string? time) =>
        DateTimeOffset.TryParseExact(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
        && instant.UtcDateTime.Year is > 1970 and < 9998 ? instant : null;
}
