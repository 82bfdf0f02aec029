using System.Text.Json;

namespace Haneul.Wire.CloudTrail;

/// <summary>One page of events.</summary>
/// <param name="Events">The events, in the order that was asked for.</param>
/// <param name="NextCursor">Where the next page begins; null on the last.</param>
public sealed record ListEventsResponse(IReadOnlyList<Event> Events, string? NextCursor);

/// <summary>One recorded call (spec/events.md section 2).</summary>
public sealed record Event
{
    /// <summary>RFC 3339 in UTC.</summary>
    public required string EventTime { get; init; }

    public required string EventId { get; init; }

    public required string EventName { get; init; }

    /// <summary><see cref="EventCategories"/>.</summary>
    public required string EventCategory { get; init; }

    public required EventUser User { get; init; }

    /// <summary>Address of the caller; empty for what a background job did.</summary>
    public required string SourceIp { get; init; }

    public required string ServiceName { get; init; }

    public EventResource? Resource { get; init; }

    public required EventRequest Request { get; init; }

    /// <summary><see cref="EventResults"/>.</summary>
    public required string Result { get; init; }

    /// <summary>An object with facts about the call, such as the code of its error; null for none.</summary>
    public JsonElement? AdditionalInfo { get; init; }

    /// <summary>Null for an organisation event.</summary>
    public string? ProjectId { get; init; }

    public required string DomainId { get; init; }
}

/// <summary>Who did it.</summary>
/// <param name="Id">Sign-in name, an e-mail address.</param>
/// <param name="Name">The part of the sign-in name before the at sign.</param>
/// <param name="Uuid">Unique id.</param>
public sealed record EventUser(string Id, string Name, string Uuid);

/// <summary>What it was done to.</summary>
/// <param name="Type">Resource type of the event catalogue.</param>
/// <param name="Name">Its name, where it has one.</param>
/// <param name="Id">Its id, where the call names or makes one.</param>
/// <param name="SourceService">Display name of the service that owns the operation.</param>
public sealed record EventResource(string? Type, string? Name, string? Id, string? SourceService);

/// <summary>The request that the event tells of; never its body or query.</summary>
public sealed record EventRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public string? OperationId { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public required int Status { get; init; }

    public required string RequestId { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>Id of the access key that was used.</summary>
    public string? CredentialId { get; init; }
}

/// <summary>How many events there are in each hour or day of a window.</summary>
/// <param name="From">Where the first hour or day begins.</param>
/// <param name="To">Where the last one ends.</param>
/// <param name="Interval"><c>hour</c> or <c>day</c>.</param>
/// <param name="Counts">The counts by time and service; none where there is nothing.</param>
public sealed record EventCountsResponse(string From, string To, string Interval, IReadOnlyList<EventCounts> Counts);

/// <summary>The events of a service in an hour or a day.</summary>
/// <param name="Time">Where the hour or day begins.</param>
/// <param name="SourceService">Display name of the service that owns the operations.</param>
/// <param name="Events">All of them.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Failed">How many failed.</param>
public sealed record EventCounts(string Time, string SourceService, long Events, long Refused, long Failed);

/// <summary>The two categories of events.</summary>
public static class EventCategories
{
    public const string Organisation = "organisation";
    public const string Project = "project";
}

/// <summary>How recorded calls ended.</summary>
public static class EventResults
{
    public const string Success = "success";
    public const string Refused = "refused";
    public const string Failed = "failed";
}
