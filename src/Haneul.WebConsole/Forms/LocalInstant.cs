using System.Globalization;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Forms;

/// <summary>Instants in fields of date and time, in the person's zone.</summary>
internal static class LocalInstant
{
    // What a browser sends, with and without seconds (HTML, local date and time strings).
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>An instant as the field has it.</summary>
    public static string ToField(Page page, DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, page.Times.Zone).ToString(Formats[0], CultureInfo.InvariantCulture);

    /// <summary>What was typed; null if it is no date and time, or one before the first or after the last that there is in UTC.</summary>
    public static DateTimeOffset? FromField(Page page, string text) =>
        DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Of(page, local) : null;

    /// <summary>A date and time of the person's zone; null for one before the first or after the last that there is in UTC.</summary>
    public static DateTimeOffset? Of(Page page, DateTime local)
    {
        var offset = page.Times.Zone.GetUtcOffset(local);
        var ticks = local.Ticks - offset.Ticks;
        return ticks >= DateTimeOffset.MinValue.Ticks && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(local, offset) : null;
    }
}
