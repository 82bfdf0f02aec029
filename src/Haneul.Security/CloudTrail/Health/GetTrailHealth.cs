using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Security.CloudTrail.Notifications.Rules;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Wire;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Health;

/// <summary>
/// Tells a project whether its events can be relied on: what the last verification said, and whether log storage and notifications of the project work. Of the trail as a
/// whole it tells results and times alone: how much others do, and where damage is, is for administrators of the installation.
/// </summary>
internal static class GetTrailHealth
{
    public static readonly Operation Operation = new(
        "cloud-trail", "GetTrailHealth", ListEvents.Operation.Permission, TrailRule.Project(EventNames.FromOperationId("GetTrailHealth"), "Event"));

    public static async ValueTask<Outcome<TrailHealthResponse>> HandleAsync(Call call, QueryFields query, IDatabase database) => query.Check() is { } wrongQuery
        ? wrongQuery
        : await database.ReadAsync(session => ReadAsync(session, call), call.Context.RequestAborted);

    private static async ValueTask<TrailHealthResponse> ReadAsync(IDatabaseSession session, Call call)
    {
        var evidence = await TrailEvidence.ReadAsync(session, call.Now);
        var checkpoint = await Checkpoint.FindNewestAsync(session);
        var target = await LogTarget.FindAsync(session, call.ProjectId);
        var rules = await RuleTable.ListAsync(session, call.ProjectId);
        var failing = rules.FindAll(static rule => rule.DisabledReason is not null || (rule.IsEnabled && rule.FailingSince is not null));

        // As the partial index has it, whose condition must stand in the text of the statement.
        var waiting = await session.CountAsync($"FROM trail_deliveries WHERE project_id = {call.ProjectId} AND state = 0", BoundedCounts.ToLookAt);
        return new TrailHealthResponse(new TrailHealth
        {
            LastVerification = evidence.Last is { } last
                ? new(last.StateAt(call.Now), UnixTime.ToWire(last.StartedAt), UnixTime.ToWire(last.UpdatedAt))
                : null,
            IsVerifying = evidence.IsVerifying,
            LastCheckpointAt = checkpoint is null ? null : UnixTime.ToWire(checkpoint.CreatedAt),
            LogStorage = ToWire(target),
            Notifications = new(
                rules.Count, waiting, [.. failing.Select(static rule => new TrailHealthRule(rule.Id, rule.Name, rule.IsEnabled, rule.FailingSince is { } since ? UnixTime.ToWire(since) : null))]),
            Problems =
            [
                .. evidence.ProblemsAt(call.Now),
                .. target?.LastError is not null ? [HealthProblem.Attention(LogStoragePart.Failing)] : Array.Empty<HealthProblem>(),
                .. failing.Count > 0 ? [HealthProblem.Attention(NotificationsPart.Failing)] : Array.Empty<HealthProblem>(),
            ],
        });
    }

    private static TrailHealthLogStorage ToWire(LogTarget? target) => target is null
        ? new(Enabled: false, LastWriteAt: null, Failures: 0, LastError: null)
        : new(
            Enabled: true,
            target.LastWriteAt is { } written ? UnixTime.ToWire(written) : null,
            target.Failures,
            target.LastError is { } code ? LogStorageAnswer.ErrorOf(LogStorageFailure.Of(code), target.LastErrorAt!.Value) : null);
}
