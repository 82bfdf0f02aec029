namespace Haneul.Kernel.Audit;

/// <summary>Whether an event belongs to an organisation or to one of its projects (spec/events.md section 1).</summary>
public enum TrailCategory
{
    /// <summary>An event of a service without a project, such as IAM.</summary>
    Organisation,

    /// <summary>An event that belongs to one project.</summary>
    Project,
}

/// <summary>How a recorded call ended.</summary>
public enum TrailResult
{
    /// <summary>Answered with a status below 400.</summary>
    Success,

    /// <summary>Refused because of the caller: 401 or 403.</summary>
    Refused,

    /// <summary>Any other error.</summary>
    Failed,
}

/// <summary>The rule by which calls of an operation become events: part of the operation's declaration.</summary>
/// <param name="EventName">The exact name of the event: the row of the catalogue (spec/events.md section 5) where there is one, else the operationId in words. Null for no event.</param>
/// <param name="ResourceType">The resource type of the catalogue row; null if the event has no resource.</param>
/// <param name="Category">Organisation or project.</param>
/// <param name="Reason">Why there is no event, if there is none.</param>
public sealed record TrailRule(string? EventName, string? ResourceType, TrailCategory Category, string? Reason)
{
    /// <summary>Whether a call that is not refused as a whole makes an event for each thing that it names, in place of one (<see cref="TrailDraft.SetItems"/>).</summary>
    public bool IsPerItem { get; private init; }

    /// <summary>The events of things that the call names, where they have other names than the call itself; empty where they have the same.</summary>
    public IReadOnlyList<(string EventName, string ResourceType)> ItemEvents { get; private init; } = [];

    /// <summary>An event of a project.</summary>
    public static TrailRule Project(string eventName, string resourceType) => new(eventName, resourceType, TrailCategory.Project, null);

    /// <summary>An event of an organisation.</summary>
    public static TrailRule Organisation(string eventName, string resourceType) => new(eventName, resourceType, TrailCategory.Organisation, null);

    /// <summary>The events that a call may make beside its own, for changes that the catalogue has a name for; empty for none.</summary>
    public IReadOnlyList<(string EventName, string ResourceType)> EventsBeside { get; private init; } = [];

    /// <summary>The same rule for an operation some of whose changes have events of their own beside that of the call.</summary>
    public TrailRule Beside(params (string EventName, string ResourceType)[] events) => this with { EventsBeside = events };

    /// <summary>The same rule for an operation that names several things; with other names for their events where it does different things to them.</summary>
    public TrailRule PerItem(params (string EventName, string ResourceType)[] events) => this with { IsPerItem = true, ItemEvents = events };

    /// <summary>The events that a call of the console makes in place of the operation's own; empty where it makes the same as the API.</summary>
    public IReadOnlyList<ConsoleEvent> ConsoleEvents { get; private init; } = [];

    /// <summary>The same rule for an operation some of whose calls mean something else when the console makes them (<see cref="TrailDraft.InConsole"/>).</summary>
    public TrailRule InConsole(params ConsoleEvent[] events) => this with { ConsoleEvents = events };

    /// <summary>No event, for a reason that the generated reference prints.</summary>
    public static TrailRule None(string reason) => new(null, null, TrailCategory.Organisation, reason);
}

/// <summary>An event that the catalogue has for the console alone: there a call of the API is part of something that a person does, such as signing in.</summary>
/// <param name="EventName">Its name.</param>
/// <param name="ResourceType">Its resource type.</param>
/// <param name="Category">Organisation or project.</param>
/// <param name="Occasion">When it is made, for the generated reference.</param>
public sealed record ConsoleEvent(string EventName, string ResourceType, TrailCategory Category, string Occasion);

/// <summary>
/// One recorded call (spec/events.md section 2). Never carries a body, a query, a secret or a token.
/// </summary>
public sealed record TrailEvent
{
    /// <summary>Time-ordered UUID.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened, microseconds since the Unix epoch.</summary>
    public required long Time { get; init; }

    public required string Name { get; init; }

    public required TrailCategory Category { get; init; }

    /// <summary><c>OpenAPI</c> for a call through the API; <c>Console</c> for a view in the console; the owning service for console actions and background jobs.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The display name of the service that owns the operation.</summary>
    public required string SourceService { get; init; }

    public string? ProjectId { get; init; }

    public string? DomainId { get; init; }

    /// <summary>Sign-in name (e-mail) of the actor.</summary>
    public string? UserName { get; init; }

    /// <summary>Unique id of the actor.</summary>
    public string? UserId { get; init; }

    /// <summary>The access key that the actor used.</summary>
    public string? CredentialId { get; init; }

    public string? SourceAddress { get; init; }

    public string? UserAgent { get; init; }

    public string? ResourceType { get; init; }

    public string? ResourceName { get; init; }

    public string? ResourceId { get; init; }

    public string? Method { get; init; }

    /// <summary>Path without query, as the service sees it.</summary>
    public string? Path { get; init; }

    /// <summary>Contract operationId.</summary>
    public required string OperationId { get; init; }

    public required int Status { get; init; }

    public required TrailResult Result { get; init; }

    public required string RequestId { get; init; }

    /// <summary>Whether nobody has proven to be the actor: a failed sign-in. What such a caller sends must not add words that the trail keeps for ever.</summary>
    public bool IsUnproven { get; init; }

    /// <summary>JSON object with facts about the call, such as the version that was read or the code of the error; null for none.</summary>
    public string? AdditionalInfo { get; init; }
}
