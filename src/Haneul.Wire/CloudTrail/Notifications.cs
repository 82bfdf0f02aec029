namespace Haneul.Wire.CloudTrail;

/// <summary>A rule, as the calls answer that read or change one.</summary>
public sealed record NotificationRuleResponse(NotificationRule Rule);

/// <summary>A new rule with its signing secret.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="SigningSecret">The key of the signatures. It is shown here and never again.</param>
public sealed record CreateNotificationRuleResponse(NotificationRule Rule, string SigningSecret)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(CreateNotificationRuleResponse);
}

/// <summary>Every rule of the project, by name.</summary>
public sealed record ListNotificationRulesResponse(IReadOnlyList<NotificationRule> Rules);

/// <summary>The next signing secret of a rule.</summary>
/// <param name="SigningSecret">The key of the signatures. It is shown here and never again.</param>
/// <param name="PreviousSecretUntil">Until when messages are signed with the secret before it as well.</param>
public sealed record RotateNotificationSecretResponse(string SigningSecret, string PreviousSecretUntil)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(RotateNotificationSecretResponse);
}

/// <summary>What came of a test message.</summary>
public sealed record SendTestNotificationResponse(TestNotification Test);

/// <summary>A test message.</summary>
/// <param name="Id">The id that it was sent under.</param>
/// <param name="IsDelivered">Whether the receiver took it.</param>
/// <param name="Outcome"><see cref="NotificationOutcomes"/>.</param>
/// <param name="AttemptedAt">When it was sent.</param>
public sealed record TestNotification(string Id, bool IsDelivered, string Outcome, string AttemptedAt);

/// <summary>The deliveries of a rule, newest first.</summary>
/// <param name="Deliveries">The deliveries.</param>
/// <param name="NextBefore">The <c>before</c> of the next page; null on the last.</param>
public sealed record ListNotificationDeliveriesResponse(IReadOnlyList<NotificationDelivery> Deliveries, string? NextBefore);

/// <summary>A rule: which events are sent where.</summary>
public sealed record NotificationRule
{
    public required string Id { get; init; }

    /// <summary>Unique in the project.</summary>
    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    /// <summary><see cref="EventCategories"/>: the project's events, or those of its organisation.</summary>
    public required string EventCategory { get; init; }

    public required NotificationPattern Pattern { get; init; }

    /// <summary>Scheme, host and port of the webhook. The rest of its address may be a password of its own and is never shown.</summary>
    public required string Target { get; init; }

    /// <summary>Until when messages are signed with the previous secret as well; null if there is none.</summary>
    public string? PreviousSecretUntil { get; init; }

    /// <summary>Since when nothing could be delivered; null after a success, or before the first attempt.</summary>
    public string? FailingSince { get; init; }

    /// <summary><c>failing</c> if the server switched the rule off because nothing could be delivered for days; else null.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>How many events were passed over because too many waited already.</summary>
    public required long SkippedEvents { get; init; }

    public required string CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required string UpdatedAt { get; init; }
}

/// <summary>Which events a rule is about: those that have, for each list that is there, one of its values.</summary>
public sealed record NotificationPattern
{
    /// <summary>Names of events; one that ends in <c>*</c> stands for every name that begins like it.</summary>
    public IReadOnlyList<string>? EventNames { get; init; }

    public IReadOnlyList<string>? SourceServices { get; init; }

    public IReadOnlyList<string>? ResourceTypes { get; init; }

    public IReadOnlyList<string>? ResourceIds { get; init; }

    /// <summary><see cref="EventResults"/>.</summary>
    public IReadOnlyList<string>? Results { get; init; }

    public IReadOnlyList<string>? UserIds { get; init; }
}

/// <summary>The delivery of an event to a webhook.</summary>
public sealed record NotificationDelivery
{
    /// <summary>The id that every attempt carries in <c>Haneul-Delivery</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Null if the event is not kept any more.</summary>
    public string? EventId { get; init; }

    public string? EventName { get; init; }

    /// <summary><see cref="NotificationStates"/>.</summary>
    public required string State { get; init; }

    public required int Attempts { get; init; }

    /// <summary>What came of the last attempt, <see cref="NotificationOutcomes"/>; null before the first.</summary>
    public string? Outcome { get; init; }

    public required string CreatedAt { get; init; }

    public string? AttemptedAt { get; init; }

    /// <summary>When the next attempt is due; null if there will be none.</summary>
    public string? NextAttemptAt { get; init; }
}

/// <summary>The body that a webhook gets.</summary>
/// <param name="Id">Id of the delivery, the same in every attempt.</param>
/// <param name="Rule">The rule.</param>
/// <param name="IsTest">Whether it is a test message, which has no event.</param>
/// <param name="Event">The event, as a search gives it.</param>
public sealed record NotificationMessage(string Id, NotificationMessageRule Rule, bool IsTest, Event? Event);

/// <summary>The rule in a message.</summary>
public sealed record NotificationMessageRule(string Id, string Name);

/// <summary>How deliveries stand.</summary>
public static class NotificationStates
{
    public const string Waiting = "waiting";
    public const string Delivered = "delivered";
    public const string Failed = "failed";
}

/// <summary>What comes of an attempt, beside the class of the status of the answer (<c>2xx</c> to <c>5xx</c>).</summary>
public static class NotificationOutcomes
{
    /// <summary>A 2xx: the receiver has it.</summary>
    public const string Success = "2xx";

    /// <summary>An answer with a status that no class has.</summary>
    public const string OddAnswer = "odd_answer";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The name is not known, or nothing listens there.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The certificate is not one for the name.</summary>
    public const string TlsFailed = "tls_failed";

    /// <summary>The name has no address that the server may connect to.</summary>
    public const string AddressRefused = "address_refused";

    /// <summary>What is stored of the rule could not be opened.</summary>
    public const string RuleDamaged = "rule_damaged";

    /// <summary>The event was not kept until it could be delivered.</summary>
    public const string EventGone = "event_gone";

    /// <summary>It waited for so long that it is of no use any more.</summary>
    public const string Expired = "expired";
}
