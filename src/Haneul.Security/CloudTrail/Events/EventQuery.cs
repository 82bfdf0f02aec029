using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>What a search asks for; a member that is null does not filter.</summary>
internal sealed record EventQuery
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1000;

    /// <summary>The earliest time, inclusive.</summary>
    public long? From { get; init; }

    /// <summary>The time before which events are, exclusive: windows that touch neither share an event nor miss one.</summary>
    public long? To { get; init; }

    public TrailCategory? Category { get; init; }

    public string? EventName { get; init; }

    public string? ServiceName { get; init; }

    public string? SourceService { get; init; }

    public string? ResourceType { get; init; }

    public string? ResourceId { get; init; }

    /// <summary>The actor's unique id or sign-in name: an event shows both, as <c>user.uuid</c> and <c>user.id</c>.</summary>
    public string? UserId { get; init; }

    public TrailResult? Result { get; init; }

    /// <summary>Oldest first; otherwise newest first.</summary>
    public bool IsAscending { get; init; }

    /// <summary>Most events on a page.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Reads the query of a request; what is wrong is collected there.</summary>
    public static EventQuery Read(QueryFields fields)
    {
        var query = new EventQuery
        {
            From = fields.Instant("from"),
            To = fields.Instant("to"),
            Category = fields.OneOf("event_category", EventCategories.Organisation, EventCategories.Project) switch
            {
                EventCategories.Organisation => TrailCategory.Organisation,
                EventCategories.Project => TrailCategory.Project,
                _ => null,
            },
            EventName = fields.Text("event_name"),
            ServiceName = fields.Text("service_name"),
            SourceService = fields.Text("source_service"),
            ResourceType = fields.Text("resource_type"),
            ResourceId = fields.Text("resource_id"),
            UserId = fields.Text("user_id"),
            Result = fields.OneOf("result", EventResults.Success, EventResults.Refused, EventResults.Failed) switch
            {
                EventResults.Success => TrailResult.Success,
                EventResults.Refused => TrailResult.Refused,
                EventResults.Failed => TrailResult.Failed,
                _ => null,
            },
            IsAscending = fields.OneOf("order", "asc", "desc") == "asc",
            Limit = fields.Int32("limit", 1, MaxLimit) ?? DefaultLimit,
        };
        if (query.From > query.To)
        {
            fields.AddProblem("from", "must not be after 'to'");
        }

        return query;
    }
}

/// <summary>Which events a caller may see: those of a project, and those of an organisation if it holds the permission for them.</summary>
/// <param name="ProjectId">The project of the caller's token.</param>
/// <param name="DomainId">The organisation whose events are included; null for none.</param>
internal sealed record EventView(string ProjectId, string? DomainId);
