using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Events;

/// <summary>A period that ends now, as the address of a search names it.</summary>
/// <param name="Name">Its name: <c>7d</c>.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Length">How long it is.</param>
public sealed record EventPeriod(string Name, Text Label, TimeSpan Length)
{
    /// <summary>The longest: as far back as a search looks unless the installation says otherwise (docs/cloud-trail.md).</summary>
    public const string Longest = "90d";

    /// <summary>What is searched if nothing is said.</summary>
    public static EventPeriod Default => All[1];

    /// <summary>All, the shortest first.</summary>
    public static IReadOnlyList<EventPeriod> All { get; } =
    [
        new("1h", EventsTexts.LastHour, TimeSpan.FromHours(1)),
        new("24h", EventsTexts.LastDay, TimeSpan.FromDays(1)),
        new("7d", EventsTexts.LastWeek, TimeSpan.FromDays(7)),
        new("30d", EventsTexts.LastMonth, TimeSpan.FromDays(30)),
        new(Longest, EventsTexts.LastQuarter, TimeSpan.FromDays(90)),
    ];
}
