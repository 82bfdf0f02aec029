using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Notifications.Matching;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>The deliveries in the database: which wait, which are being tried, and how they ended.</summary>
internal sealed class Outbox(IdGenerator ids, IRandomSource random, BackgroundEvents events, TimeProvider time)
{
    /// <summary>Most deliveries that wait for one rule; further events are counted and passed over, or a rule could fill the disk.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>Why a rule is off that nobody switched off.</summary>
    public const string FailingReason = "failing";

    /// <summary>The event of a rule that is given up.</summary>
    public static readonly BackgroundRule Disabled = new(
        CloudTrailModule.Descriptor, "Disable Notification Rule", "Notification Rule", TrailCategory.Project, "cloud-trail.deliver-notification",
        "when nothing could be delivered for three days");

    private long Now => UnixTime.ToMicroseconds(time.GetUtcNow());

    /// <summary>Adds deliveries of events to a rule, as far as there is room.</summary>
    public async ValueTask AddAsync(ITransaction transaction, RuleMatches matches)
    {
        var now = Now;
        var waiting = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM trail_deliveries WHERE project_id = {matches.ProjectId} AND rule_id = {matches.RuleId} AND state = 0", static row => row.GetInt64(0));
        var room = (int)Math.Max(0, MostWaiting - waiting);
        foreach (var sequence in matches.Sequences.Take(room))
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO trail_deliveries (project_id, rule_id, id, sequence, state, attempts, due_at, created_at)
                VALUES ({matches.ProjectId}, {matches.RuleId}, {ids.NewTimeOrderedUuid()}, {sequence}, 0, 0, {now}, {now}) ON CONFLICT DO NOTHING
                """);
        }

        if (matches.Sequences.Count > room)
        {
            await transaction.ExecuteAsync($"""
                UPDATE trail_notification_rules SET skipped = skipped + {matches.Sequences.Count - room} WHERE project_id = {matches.ProjectId} AND id = {matches.RuleId}
                """);
        }
    }

    /// <summary>The rules that have something to deliver now and do not rest, by id.</summary>
    public ValueTask<List<DueRule>> ListDueAsync(IDatabaseSession session)
    {
        var now = Now;
        return session.QueryAsync(
            $"""
            SELECT r.project_id, r.id, r.target, r.failures FROM trail_notification_rules r
            WHERE r.enabled = 1 AND r.held_until <= {now} AND EXISTS (
                SELECT 1 FROM trail_deliveries d WHERE d.project_id = r.project_id AND d.rule_id = r.id AND d.state = 0 AND d.due_at <= {now})
            ORDER BY r.id
            """,
            static row => new DueRule(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3) > 0));
    }

    /// <summary>Begins an attempt at the delivery of a rule that is due for longest; null if none is.</summary>
    public ValueTask<Attempt?> BeginAsync(ITransaction transaction, DueRule rule)
    {
        var now = Now;
        return transaction.QueryFirstOrDefaultAsync(
            $"""
            UPDATE trail_deliveries SET attempts = attempts + 1, attempted_at = {now}, due_at = {now + (long)RetryPlan.Lease.TotalMicroseconds}
            WHERE project_id = {rule.ProjectId} AND rule_id = {rule.Id} AND state = 0 AND due_at <= {now} AND id = (
                SELECT id FROM trail_deliveries WHERE project_id = {rule.ProjectId} AND rule_id = {rule.Id} AND state = 0 AND due_at <= {now}
                ORDER BY due_at LIMIT 1 {SqlToken.SkipLocked})
            RETURNING id, sequence, attempts, created_at
            """,
            row => new Attempt(rule, row.GetString(0), row.GetInt64(1), (int)row.GetInt64(2), IsExpired: row.GetInt64(3) < now - (long)RetryPlan.Lifetime.TotalMicroseconds));
    }

    /// <summary>Notes how an attempt ended, unless another has begun meanwhile.</summary>
    public async ValueTask<bool> EndAsync(ITransaction transaction, Attempt attempt, string outcome)
    {
        var now = Now;
        var isDelivered = outcome == NotificationOutcomes.Success;
        var isUseless = outcome is NotificationOutcomes.EventGone or NotificationOutcomes.Expired;
        var state = isDelivered ? DeliveryState.Delivered : isUseless || attempt.Number >= RetryPlan.MostAttempts ? DeliveryState.Failed : DeliveryState.Waiting;
        var due = now + (long)RetryPlan.PauseAfter(attempt.Number, random).TotalMicroseconds;
        var (projectId, ruleId) = (attempt.Rule.ProjectId, attempt.Rule.Id);
        if (await transaction.ExecuteAsync($"""
            UPDATE trail_deliveries SET state = {(int)state}, outcome = {outcome}, due_at = {due}
            WHERE project_id = {projectId} AND rule_id = {ruleId} AND id = {attempt.Id} AND state = 0 AND attempts = {attempt.Number}
            """) == 0)
        {
            return false;
        }

        if (isDelivered)
        {
            await transaction.ExecuteAsync($"""
                UPDATE trail_notification_rules SET failures = 0, failing_since = NULL, held_until = 0
                WHERE project_id = {projectId} AND id = {ruleId} AND failures > 0
                """);
        }
        else if (!isUseless)
        {
            await NoteFailureAsync(transaction, attempt.Rule, now);
        }

        return true;
    }

    /// <summary>A page of the deliveries of a rule, newest first.</summary>
    public static async ValueTask<List<NotificationDelivery>> ListAsync(IDatabaseSession session, StoredRule rule, string? state, string? before, int limit)
    {
        Sql filter = before is null ? Sql.Empty : $" AND d.id < {before}";
        if (state is not null)
        {
            filter = $"{filter} AND d.state = {Array.IndexOf(DeliveryState.Names, state)}";
        }

        return await session.QueryAsync(
            $"""
            SELECT d.id, e.event_id, k.event_name, d.state, d.attempts, d.outcome, d.created_at, d.attempted_at, d.due_at
            FROM trail_deliveries d LEFT JOIN trail_events e ON e.sequence = d.sequence LEFT JOIN trail_kinds k ON k.id = e.kind_id
            WHERE d.project_id = {rule.ProjectId} AND d.rule_id = {rule.Id}{filter}
            ORDER BY d.id DESC LIMIT {limit}
            """,
            static row => new NotificationDelivery
            {
                Id = row.GetString(0),
                EventId = row.IsDBNull(1) ? null : PackedId.Unpack(row.GetFieldValue<byte[]>(1)),
                EventName = row.IsDBNull(2) ? null : row.GetString(2),
                State = DeliveryState.Names[(int)row.GetInt64(3)],
                Attempts = (int)row.GetInt64(4),
                Outcome = row.IsDBNull(5) ? null : row.GetString(5),
                CreatedAt = UnixTime.ToWire(row.GetInt64(6)),
                AttemptedAt = row.IsDBNull(7) ? null : UnixTime.ToWire(row.GetInt64(7)),
                NextAttemptAt = row.GetInt64(3) == DeliveryState.Waiting ? UnixTime.ToWire(row.GetInt64(8)) : null,
            });
    }

    private async ValueTask NoteFailureAsync(ITransaction transaction, DueRule due, long now)
    {
        var rule = await transaction.QueryFirstOrDefaultAsync(
            $"""
            SELECT name, domain_id, failures, failing_since FROM trail_notification_rules WHERE project_id = {due.ProjectId} AND id = {due.Id} AND enabled = 1 {SqlToken.UpdateLock}
            """,
            static row => new FailingRule(row.GetString(0), row.GetString(1), row.GetInt64(2) + 1, row.IsDBNull(3) ? null : row.GetInt64(3)));
        if (rule is null)
        {
            return; // Deleted or switched off while the attempt was under way.
        }

        var since = rule.Since ?? now;
        var isGivenUp = now - since >= (long)RetryPlan.Patience.TotalMicroseconds;
        await transaction.ExecuteAsync($"""
            UPDATE trail_notification_rules SET failures = {rule.Failures}, failing_since = {since}, held_until = {now + (long)RetryPlan.HoldAfter(rule.Failures).TotalMicroseconds},
                enabled = {!isGivenUp}, disabled_reason = {(isGivenUp ? FailingReason : null)}
            WHERE project_id = {due.ProjectId} AND id = {due.Id}
            """);
        if (isGivenUp)
        {
            await events.RecordAsync(transaction, new BackgroundAction
            {
                Rule = Disabled,
                ProjectId = due.ProjectId,
                DomainId = rule.DomainId,
                ResourceId = due.Id,
                ResourceName = rule.Name,
                Facts = [new("failing_since", UnixTime.ToWire(since))],
            });
        }
    }

    private sealed record FailingRule(string Name, string DomainId, long Failures, long? Since);
}

/// <summary>A rule that has something to deliver.</summary>
internal sealed record DueRule(string ProjectId, string Id, string Target, bool IsFailing);

/// <summary>An attempt that has begun.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Id">The delivery.</param>
/// <param name="Sequence">Its event.</param>
/// <param name="Number">Which attempt it is, from 1.</param>
/// <param name="IsExpired">Whether the delivery is too old to be sent.</param>
internal sealed record Attempt(DueRule Rule, string Id, long Sequence, int Number, bool IsExpired);

/// <summary>How deliveries stand, as numbers of the table.</summary>
internal static class DeliveryState
{
    public const int Waiting = 0;
    public const int Delivered = 1;
    public const int Failed = 2;

    /// <summary>Their names, by number.</summary>
    public static readonly string[] Names = [NotificationStates.Waiting, NotificationStates.Delivered, NotificationStates.Failed];
}
