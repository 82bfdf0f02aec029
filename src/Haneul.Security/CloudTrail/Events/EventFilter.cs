using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>
/// Whether an event is one that a query asks for, its times and its visibility apart. What the index gives is only likely to be: two values may have one hash, and free text
/// is not indexed at all.
/// </summary>
internal static class EventFilter
{
    /// <summary>Whether the event has every value of the query, and its free text.</summary>
    public static bool Matches(EventQuery query, Event found) =>
        Is(query.EventName, found.EventName) &&
        Is(query.ServiceName, found.ServiceName) &&
        Is(query.SourceService, found.Resource?.SourceService) &&
        Is(query.ResourceType, found.Resource?.Type) &&
        Is(query.ResourceName, found.Resource?.Name) &&
        Is(query.ResourceId, found.Resource?.Id) &&
        (Is(query.UserId, found.User.Uuid) || Is(query.UserId, found.User.Id)) &&
        Is(query.UserEmail, found.User.Id) &&
        Is(query.UserName, found.User.Name) &&
        Is(query.CredentialId, found.Request.CredentialId) &&
        Is(query.SourceAddress, found.SourceIp) &&
        Is(query.UserAgent, found.Request.UserAgent) &&
        Is(query.RequestId, found.Request.RequestId) &&
        (query.Result is not { } result || string.Equals(found.Result, NameOf(result), StringComparison.Ordinal)) &&
        (query.FreeText is not { } text || HasText(found, text));

    private static bool Is(string? wanted, string? value) => wanted is null || string.Equals(wanted, value, StringComparison.Ordinal);

    private static string NameOf(TrailResult result) => result switch
    {
        TrailResult.Success => EventResults.Success,
        TrailResult.Refused => EventResults.Refused,
        _ => EventResults.Failed,
    };

    private static bool HasText(Event found, string text)
    {
        return Has(found.EventName) || Has(found.Request.Path) || Has(found.Resource?.Name) || Has(found.Resource?.Id) || Has(found.User.Id) ||
            Has(found.User.Uuid) || Has(found.SourceIp) || Has(found.Request.UserAgent) || Has(found.Request.CredentialId) || Has(found.Request.RequestId) ||
            Has(found.Request.OperationId) || Has(found.ServiceName) || Has(found.Resource?.SourceService) || Has(found.Resource?.Type) ||
            (found.AdditionalInfo is { ValueKind: JsonValueKind.Object } info && info.EnumerateObject().Any(fact => Has(fact.Value.ToString())));

        bool Has(string? value) => value is not null && value.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
