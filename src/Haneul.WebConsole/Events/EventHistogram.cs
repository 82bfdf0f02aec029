using System.Runtime.InteropServices;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Events;

/// <summary>How many events there were in a stretch of time.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where the next begins.</param>
/// <param name="Success">Events of calls that did what they were to do.</param>
/// <param name="Refused">Events of calls that were refused.</param>
/// <param name="Failed">Events of calls that failed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventBar(DateTimeOffset From, DateTimeOffset To, long Success, long Refused, long Failed)
{
    /// <summary>All of them.</summary>
    public long Total => Success + Refused + Failed;
}

/// <summary>
/// The events of a search over time, from the counts that the trail keeps by hour and service. Bars are hours, or several hours or days as the person's clock has them: so many
/// that a screen can show them.
/// </summary>
public sealed class EventHistogram
{
    // Counts by hour are given for at most 100 days (contracts/cloudtrail.openapi.json, GetEventCounts).
    private static readonly TimeSpan LongestByHour = TimeSpan.FromDays(99);
    private static readonly TimeSpan DefaultLength = TimeSpan.FromDays(30);
    private static readonly (TimeSpan Span, int Hours)[] Widths = [(TimeSpan.FromDays(3), 1), (TimeSpan.FromDays(8), 3), (TimeSpan.FromDays(16), 6)];

    private EventHistogram(IReadOnlyList<EventBar> bars, IReadOnlyList<(string Service, long Events)> services)
    {
        Bars = bars;
        Services = services;
        Highest = bars.Count == 0 ? 0 : bars.Max(static bar => bar.Total);
    }

    /// <summary>The bars, without a gap.</summary>
    public IReadOnlyList<EventBar> Bars { get; }

    /// <summary>How many events each service has, the most first.</summary>
    public IReadOnlyList<(string Service, long Events)> Services { get; }

    /// <summary>The most events of a bar.</summary>
    public long Highest { get; }

    /// <summary>Asks for the counts of a search; null if the API does not give them, and then there is no histogram.</summary>
    public static async Task<EventHistogram?> ReadAsync(Page page, EventFilter filter)
    {
        var to = filter.To ?? page.Times.Now;
        var from = filter.From ?? to - DefaultLength;
        if (from >= to)
        {
            return null;
        }

        var isByHour = to - from <= LongestByHour;
        var answer = await page.Api.GetAsync(ApiPath.Of($"/cloud-trail/haneul/v1/event-counts").With("interval", isByHour ? "hour" : "day")
            .With("from", EventFilter.Wire(from)).With("to", filter.To is null ? null : EventFilter.Wire(to)).With(EventField.Category, filter.Value(EventField.Category)));
        return answer.IsSuccess ? Of(answer.Read(CloudTrailJson.Default.EventCountsResponse), page.Times.Zone, WidthOf(to - from, isByHour), filter) : null;
    }

    /// <summary>The bars of counts.</summary>
    /// <param name="response">What the API counted.</param>
    /// <param name="zone">The person's time zone.</param>
    /// <param name="hours">Hours of a bar; 0 for a bar of each count.</param>
    /// <param name="filter">The search; of its fields the counts know service and result.</param>
    internal static EventHistogram Of(EventCountsResponse response, TimeZoneInfo zone, int hours, EventFilter filter)
    {
        var service = filter.Value(EventField.SourceService);
        var result = filter.Value(EventField.Result);
        var counts = response.Counts.Where(count => service is null || count.SourceService == service)
            .Select(count => (Time: WireInstant.Required(count.Time), Bar: BarOf(count, result), count.SourceService)).ToList();
        var byTime = counts.GroupBy(static count => count.Time).ToDictionary(
            static group => group.Key, static group => group.Aggregate(default(EventBar), static (sum, count) => Add(sum, count.Bar)));
        var step = response.Interval == "day" ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);
        var bars = new List<EventBar>();
        (DateTime Day, int Part)? open = null;
        for (var time = WireInstant.Required(response.From); time < WireInstant.Required(response.To); time += step)
        {
            var found = byTime.GetValueOrDefault(time);
            var local = TimeZoneInfo.ConvertTime(time, zone);
            var part = (local.Date, hours == 0 ? bars.Count : local.Hour / hours);
            if (open == part)
            {
                bars[^1] = Add(bars[^1], found) with { To = time + step };
            }
            else
            {
                bars.Add(found with { From = time, To = time + step });
                open = hours == 0 ? null : part;
            }
        }

        var services = counts.GroupBy(static count => count.SourceService, StringComparer.Ordinal)
            .Select(static group => (group.Key, group.Sum(static count => count.Bar.Total)))
            .Where(static service => service.Item2 > 0)
            .OrderByDescending(static service => service.Item2).ThenBy(static service => service.Key, StringComparer.Ordinal);
        return new EventHistogram(bars, [.. services]);
    }

    private static int WidthOf(TimeSpan span, bool isByHour)
    {
        foreach (var (longest, hours) in Widths)
        {
            if (span <= longest)
            {
                return hours;
            }
        }

        return isByHour ? 24 : 0;
    }

    private static EventBar BarOf(EventCounts count, string? result) => new(
        default, default,
        result is null or EventResults.Success ? count.Events - count.Refused - count.Failed : 0,
        result is null or EventResults.Refused ? count.Refused : 0,
        result is null or EventResults.Failed ? count.Failed : 0);

    private static EventBar Add(EventBar sum, EventBar bar) =>
        sum with { Success = sum.Success + bar.Success, Refused = sum.Refused + bar.Refused, Failed = sum.Failed + bar.Failed };
}
