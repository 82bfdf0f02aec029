using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>What a search asks for; a member that is null does not filter.</summary>
internal sealed record EventQuery
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1000;
    private const int LongestFreeText = 256;

    /// <summary>The earliest time, inclusive.</summary>
    public long? From { get; init; }

    /// <summary>The time before which events are, exclusive: windows that touch neither share an event nor miss one.</summary>
    public long? To { get; init; }

    public TrailCategory? Category { get; init; }

    public string? EventName { get; init; }

    public string? ServiceName { get; init; }

    public string? SourceService { get; init; }

    public string? ResourceType { get; init; }

    public string? ResourceName { get; init; }

    public string? ResourceId { get; init; }

    /// <summary>The actor's unique id or sign-in name: an event shows both, as <c>user.uuid</c> and <c>user.id</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>The actor's sign-in name.</summary>
    public string? UserEmail { get; init; }

    /// <summary>The part of the actor's sign-in name before the at sign.</summary>
    public string? UserName { get; init; }

    public string? CredentialId { get; init; }

    public string? SourceAddress { get; init; }

    public string? UserAgent { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Text that stands anywhere in an event, in any case of its letters.</summary>
    public string? FreeText { get; init; }

    public TrailResult? Result { get; init; }

    /// <summary>Oldest first; otherwise newest first.</summary>
    public bool IsAscending { get; init; }

    /// <summary>Every text that must be equal, in an order that does not change.</summary>
    public IReadOnlyList<string?> Texts =>
    [
        EventName, ServiceName, SourceService, ResourceType, ResourceName, ResourceId, UserId, UserEmail, UserName, CredentialId, SourceAddress, UserAgent,
        RequestId,
    ];

    /// <summary>Most events on a page.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Reads the query of a request; what is wrong is collected there.</summary>
    public static EventQuery Read(QueryFields fields)
    {
        var query = new EventQuery
        {
            From = fields.Instant("from"),
            To = fields.Instant("to"),
            Category = ReadCategory(fields),
            EventName = fields.Text("event_name"),
            ServiceName = fields.Text("service_name"),
            SourceService = fields.Text("source_service"),
            ResourceType = fields.Text("resource_type"),
            ResourceName = fields.Text("resource_name"),
            ResourceId = fields.Text("resource_id"),
            UserId = fields.Text("user_id"),
            UserEmail = fields.Text("user_email"),
            UserName = fields.Text("user_name"),
            CredentialId = fields.Text("credential_id"),
            SourceAddress = fields.Text("source_ip"),
            UserAgent = fields.Text("user_agent"),
            RequestId = fields.Text("request_id"),
            FreeText = fields.Text("q", LongestFreeText),
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

    /// <summary>Reads the category of a request.</summary>
    public static TrailCategory? ReadCategory(QueryFields fields) => fields.OneOf("event_category", EventCategories.Organisation, EventCategories.Project) switch
    {
        EventCategories.Organisation => TrailCategory.Organisation,
        EventCategories.Project => TrailCategory.Project,
        _ => null,
    };
}
