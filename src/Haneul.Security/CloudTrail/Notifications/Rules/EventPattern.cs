using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>Reads and applies the patterns of rules. Texts are compared as they are, letter by letter.</summary>
internal static class EventPattern
{
    /// <summary>Most values of a list.</summary>
    public const int MostValues = 20;

    private const int MostCharacters = 255;

    private static readonly string[] Lists = ["event_names", "source_services", "resource_types", "resource_ids", "results", "user_ids"];
    private static readonly NotificationPattern Nothing = new() { EventNames = [] };
    private static readonly string[] Results = [EventResults.Success, EventResults.Refused, EventResults.Failed];

    /// <summary>The pattern in a body.</summary>
    public static NotificationPattern Read(JsonFields fields)
    {
        if (!Lists.Any(fields.Has))
        {
            fields.AddProblem("event_names", $"or another of {string.Join(", ", Lists)} is required: a rule for every event has event_names [\"*\"]");
        }

        var pattern = new NotificationPattern
        {
            EventNames = ReadList(fields, "event_names"),
            SourceServices = ReadList(fields, "source_services"),
            ResourceTypes = ReadList(fields, "resource_types"),
            ResourceIds = ReadList(fields, "resource_ids"),
            Results = ReadList(fields, "results"),
            UserIds = ReadList(fields, "user_ids"),
        };
        if (pattern.EventNames?.Any(static name => name.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star && star != name.Length - 1) == true)
        {
            fields.AddProblem("event_names", "may have a * at the end of a name only");
        }

        if (pattern.Results?.Any(static result => !Results.Contains(result, StringComparer.Ordinal)) == true)
        {
            fields.AddProblem("results", $"must be some of {string.Join(", ", Results)}");
        }

        return pattern;
    }

    /// <summary>The pattern as it is stored.</summary>
    public static string ToText(NotificationPattern pattern) => JsonSerializer.Serialize(pattern, NotificationsJson.Default.NotificationPattern);

    /// <summary>The pattern that was stored; one that fits nothing if somebody has damaged it in the database, or one row would keep the rules of everybody from being compared.</summary>
    public static NotificationPattern Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, NotificationsJson.Default.NotificationPattern) ?? Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    /// <summary>Whether an event fits.</summary>
    public static bool Matches(NotificationPattern pattern, Event found) =>
        (pattern.EventNames is null || pattern.EventNames.Any(name => FitsName(name, found.EventName))) &&
        Fits(pattern.SourceServices, found.Resource?.SourceService) &&
        Fits(pattern.ResourceTypes, found.Resource?.Type) &&
        Fits(pattern.ResourceIds, found.Resource?.Id) &&
        Fits(pattern.Results, found.Result) &&
        Fits(pattern.UserIds, found.User.Uuid);

    private static bool Fits(IReadOnlyList<string>? values, string? value) => values is null || (value is not null && values.Contains(value, StringComparer.Ordinal));

    private static bool FitsName(string wanted, string name) =>
        wanted.EndsWith('*') ? name.AsSpan().StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal) : string.Equals(wanted, name, StringComparison.Ordinal);

    private static IReadOnlyList<string>? ReadList(JsonFields fields, string name)
    {
        var values = fields.OptionalStrings(name, MostValues, MostCharacters);
        if (values is [])
        {
            fields.AddProblem(name, "must have at least one value, or be left out");
        }

        return values;
    }
}
