using System.Data.Common;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Rules;

/// <summary>A rule as its row holds it.</summary>
internal sealed record StoredRule
{
    public required string ProjectId { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required bool IsEnabled { get; init; }

    public required TrailCategory Category { get; init; }

    /// <summary>The organisation of the project.</summary>
    public required string DomainId { get; init; }

    public required NotificationPattern Pattern { get; init; }

    /// <summary>What of the address may be shown.</summary>
    public required string Target { get; init; }

    public required byte[] Url { get; init; }

    public required SealedSecret Secret { get; init; }

    public SealedSecret? PreviousSecret { get; init; }

    public long? PreviousUntil { get; init; }

    /// <summary>Events before it are none of the rule's business.</summary>
    public required long ActiveSince { get; init; }

    public long? FailingSince { get; init; }

    public string? DisabledReason { get; init; }

    public long Skipped { get; init; }

    public required long CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required long UpdatedAt { get; init; }

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns() => $"""
        project_id, id, name, enabled, category, domain_id, pattern, target, url, secret_id, secret, previous_secret_id, previous_secret, previous_until, active_since,
        failing_since, disabled_reason, skipped, created_at, created_by, updated_at
        """;

    /// <summary>The rule in a row.</summary>
    public static StoredRule Read(DbDataReader row) => new()
    {
        ProjectId = row.GetString(0),
        Id = row.GetString(1),
        Name = row.GetString(2),
        IsEnabled = row.GetInt64(3) == 1,
        Category = (TrailCategory)row.GetInt64(4),
        DomainId = row.GetString(5),
        Pattern = EventPattern.Parse(row.GetString(6)),
        Target = row.GetString(7),
        Url = row.GetFieldValue<byte[]>(8),
        Secret = new SealedSecret(row.GetString(9), row.GetFieldValue<byte[]>(10)),
        PreviousSecret = row.IsDBNull(11) ? null : new SealedSecret(row.GetString(11), row.GetFieldValue<byte[]>(12)),
        PreviousUntil = NumberOrNull(row, 13),
        ActiveSince = row.GetInt64(14),
        FailingSince = NumberOrNull(row, 15),
        DisabledReason = row.IsDBNull(16) ? null : row.GetString(16),
        Skipped = row.GetInt64(17),
        CreatedAt = row.GetInt64(18),
        CreatedBy = row.GetString(19),
        UpdatedAt = row.GetInt64(20),
    };

    /// <summary>The rule as callers see it.</summary>
    public NotificationRule ToWire(long now) => new()
    {
        Id = Id,
        Name = Name,
        Enabled = IsEnabled,
        EventCategory = Category == TrailCategory.Project ? EventCategories.Project : EventCategories.Organisation,
        Pattern = Pattern,
        Target = Target,
        PreviousSecretUntil = PreviousUntil is { } until && until > now ? UnixTime.ToWire(until) : null,
        FailingSince = FailingSince is { } since ? UnixTime.ToWire(since) : null,
        DisabledReason = DisabledReason,
        SkippedEvents = Skipped,
        CreatedAt = UnixTime.ToWire(CreatedAt),
        CreatedBy = CreatedBy,
        UpdatedAt = UnixTime.ToWire(UpdatedAt),
    };

    /// <summary>Whether an event is the rule's: of its project or organisation, not before the rule was there, and one that the pattern fits.</summary>
    public bool Matches(Event found, long eventTime) =>
        eventTime >= ActiveSince && IsInScope(found) && EventPattern.Matches(Pattern, found);

    /// <summary>The statement that stores a new rule.</summary>
    public Sql Insert() => $"""
        INSERT INTO trail_notification_rules ({Columns()}, failures, held_until, tested_at)
        VALUES ({ProjectId}, {Id}, {Name}, {IsEnabled}, {(int)Category}, {DomainId}, {EventPattern.ToText(Pattern)}, {Target}, {Url}, {Secret.Id}, {Secret.Envelope},
            {PreviousSecret?.Id}, {PreviousSecret?.Envelope}, {PreviousUntil}, {ActiveSince}, {FailingSince}, {DisabledReason}, {Skipped}, {CreatedAt}, {CreatedBy},
            {UpdatedAt}, 0, 0, 0)
        """;

    /// <summary>The statement that stores what a caller may change. How deliveries went so far says nothing about the rule as it is now.</summary>
    public Sql Update() => $"""
        UPDATE trail_notification_rules SET name = {Name}, enabled = {IsEnabled}, pattern = {EventPattern.ToText(Pattern)}, target = {Target}, url = {Url},
            active_since = {ActiveSince}, failures = 0, failing_since = NULL, held_until = 0, disabled_reason = NULL, updated_at = {UpdatedAt}
        WHERE project_id = {ProjectId} AND id = {Id}
        """;

    // The same decision as in a search (EventSearch): what is of a project's service and has no project is the organisation's.
    private bool IsInScope(Event found) => Category == TrailCategory.Project
        ? found.EventCategory == EventCategories.Project && string.Equals(found.ProjectId, ProjectId, StringComparison.Ordinal)
        : string.Equals(found.DomainId, DomainId, StringComparison.Ordinal) && (found.EventCategory == EventCategories.Organisation || found.ProjectId is null);

    private static long? NumberOrNull(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
