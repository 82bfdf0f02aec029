using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Index;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>Counts the events of each service by hour or day, for graphs. An extension of ours; who may search sees the counts of what a search shows.</summary>
internal static class GetEventCounts
{
    private const int HoursOfDay = 24;
    private const int DaysByDefault = 30;
    private const int MostHours = 100 * HoursOfDay;
    private const int MostDays = 3660;

    // Where the last hour that is counted may end: all that follows can still be written as a date.
    private static readonly long LatestEnd = UnixTime.ToMicroseconds(new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static readonly Operation Operation = new(
        "cloud-trail",
        "GetEventCounts",
        Permission.Granted("cloud-trail:event:read"),
        TrailRule.Project(EventNames.FromOperationId("GetEventCounts"), "Event"),
        TrailErrors.OrganisationEventsRefused);

    public static async Task<Outcome<EventCountsResponse>> HandleAsync(Call call, QueryFields fields, EventCounting counting, SearchWindow window, TimeProvider time)
    {
        var hours = fields.OneOf("interval", "hour", "day") == "day" ? HoursOfDay : 1;
        var (asked, askedEnd) = (fields.Instant("from"), fields.Instant("to"));
        var category = EventQuery.ReadCategory(fields);
        if (asked > askedEnd)
        {
            fields.AddProblem("from", "must not be after 'to'");
        }

        // Counted are whole hours, or days of UTC: those that the window touches.
        var interval = hours * EventHour.Length;
        var end = RoundUp(askedEnd ?? UnixTime.ToMicroseconds(time.GetUtcNow()) + 1, interval);
        var begin = RoundUp((asked ?? end - ((hours == 1 ? HoursOfDay : DaysByDefault * HoursOfDay) * EventHour.Length)) - interval + 1, interval);
        if (end - begin > (hours == 1 ? MostHours : MostDays * HoursOfDay) * EventHour.Length)
        {
            fields.AddProblem("from", hours == 1 ? $"must be at most {MostHours / HoursOfDay} days before 'to'" : $"must be at most {MostDays} days before 'to'");
        }

        else if (begin < 0 || end > LatestEnd)
        {
            fields.AddProblem("from", "must be, as 'to', from the year 1970 to 9998");
        }

        if (fields.Check() is { } error)
        {
            return error;
        }

        var view = ListEvents.ViewOf(call.Caller, call.ProjectId);
        if (category == TrailCategory.Organisation && view.DomainId is null)
        {
            return TrailErrors.OrganisationEventsRefused;
        }

        var earliest = Math.Max(begin, RoundUp(window.Earliest, EventHour.Length));
        var counts = await counting.CountAsync(
            earliest / EventHour.Length, end / EventHour.Length, category, view, call.Context.RequestAborted);
        return new EventCountsResponse(UnixTime.ToWire(begin), UnixTime.ToWire(end), hours == 1 ? "hour" : "day", Sum(counts, hours));
    }

    /// <summary>The counts of each interval and service, by time and service.</summary>
    private static List<EventCounts> Sum(List<EventCount> counts, int hours) =>
    [
        .. counts
            .GroupBy(count => (Hour: count.Hour / hours * hours, count.SourceService))
            .OrderBy(static group => group.Key.Hour)
            .ThenBy(static group => group.Key.SourceService, StringComparer.Ordinal)
            .Select(static group => new EventCounts(
                UnixTime.ToWire(group.Key.Hour * EventHour.Length), group.Key.SourceService, group.Sum(static count => count.Events),
                group.Sum(static count => count.Refused), group.Sum(static count => count.Failed))),
    ];

    private static long RoundUp(long time, long interval) => (long)Math.Ceiling((decimal)time / interval) * interval;
}
