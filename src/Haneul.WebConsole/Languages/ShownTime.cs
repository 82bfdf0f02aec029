using System.Globalization;
using System.Text.RegularExpressions;

namespace Haneul.WebConsole.Languages;

/// <summary>Shows instants to people: absolute in their time zone, and how long ago or ahead it is.</summary>
/// <param name="language">The person's language.</param>
/// <param name="zone">The person's time zone.</param>
/// <param name="now">The time of the page.</param>
public sealed class ShownTime(Language language, TimeZoneInfo zone, DateTimeOffset now)
{
    private static readonly (long Seconds, Text One, Text Many)[] Units =
    [
        (365 * 86400, new("1 year", "1년"), new("{0} years", "{0}년")),
        (30 * 86400, new("1 month", "1개월"), new("{0} months", "{0}개월")),
        (86400, new("1 day", "1일"), new("{0} days", "{0}일")),
        (3600, new("1 hour", "1시간"), new("{0} hours", "{0}시간")),
        (60, new("1 minute", "1분"), new("{0} minutes", "{0}분")),
    ];

    private static readonly Text JustNow = new("just now", "방금 전");
    private static readonly Text Soon = new("in a moment", "곧");
    private static readonly Text Ago = new("{0} ago", "{0} 전");
    private static readonly Text Ahead = new("in {0}", "{0} 후");

    /// <summary>The time of the page.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The person's time zone.</summary>
    public TimeZoneInfo Zone => zone;

    // As the database of time zones names them. The runtime looks for a file of the name, and browsers send what they like: no path is let through.
    private static readonly Regex ZoneName = new("^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,2}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The time zone of a name such as <c>Asia/Seoul</c>; null if there is none.</summary>
    public static TimeZoneInfo? FindZone(string? name) =>
        name is { Length: > 0 and <= 64 } && ZoneName.IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>Date and time to the second with the offset of the zone: <c>2026-11-22 10:35:59 +09:00</c>.</summary>
    public string Absolute(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Date and time to the minute: <c>2026-11-22 10:35</c>.</summary>
    public string Short(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long ago or ahead, in its largest unit: <c>3 hours ago</c>.</summary>
    public string Relative(DateTimeOffset instant)
    {
        var seconds = (long)(now - instant).TotalSeconds;
        var distance = Math.Abs(seconds);
        foreach (var (length, one, many) in Units)
        {
            if (distance >= length)
            {
                var count = distance / length;
                var span = count == 1 ? one.In(language) : many.In(language, count);
                return (seconds > 0 ? Ago : Ahead).In(language, span);
            }
        }

        return (seconds >= 0 ? JustNow : Soon).In(language);
    }
}
