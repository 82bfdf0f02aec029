using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;
using Haneul.Wire;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Attention;

/// <summary>Tells in numbers what keys the project has and what of them needs attention.</summary>
internal static class GetKmsSummary
{
    private const int UsualDays = 365;

    public static readonly Operation Operation = new(
        KmsModule.Id,
        "GetKmsSummary",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetKmsSummary"), "Key"));

    public static async ValueTask<Outcome<KmsSummaryResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, UserKeys keys)
    {
        var days = query.Int32("older_than_days", 0, RotationOrder.MostDays) ?? UsualDays;
        return query.Check() is { } wrongQuery
            ? wrongQuery
            : await database.ReadAsync(
                async session => new KmsSummaryResponse(new KmsSummary
                {
                    Keys = await CountKeysAsync(session, call.ProjectId),
                    ScheduledDestructions = await CountDestructionsAsync(session, ListScheduledKeyDestructions.From(keys.Admits(call), call.ProjectId)),
                    Rotations = await CountRotationsAsync(session, call, days),
                }),
                call.Context.RequestAborted);
    }

    private static async ValueTask<KeyCounts> CountKeysAsync(IDatabaseSession session, string projectId)
    {
        var total = await session.CountAsync(AllKeys(projectId), BoundedCounts.ToTellHowMuch);
        var pending = await session.CountAsync($"{InactiveKeys(projectId)} AND default_version = 0", BoundedCounts.ToTellHowMuch);
        var deactivated = await session.CountAsync($"{InactiveKeys(projectId)} AND default_version > 0", BoundedCounts.ToTellHowMuch);
        var active = Math.Max(0, total.Value - pending.Value - deactivated.Value);
        return new KeyCounts(total, new BoundedCount(active, total.AtLeast), deactivated, pending);
    }

    /// <summary>Every key of the project.</summary>
    internal static Sql AllKeys(string projectId) => $"FROM kms_keys WHERE project_id = {projectId}";

    /// <summary>Those of which no version is active.</summary>
    internal static Sql InactiveKeys(string projectId) => $"FROM kms_keys WHERE project_id = {projectId} AND active_version_count = 0";

    private static async ValueTask<ScheduledKeyDestructions> CountDestructionsAsync(IDatabaseSession session, Sql from) => new(
        await session.CountAsync(from, BoundedCounts.ToLookAt),
        await FirstAsync(session, $"SELECT v.destruction_at {from} ORDER BY v.destruction_at LIMIT 1"));

    private static async ValueTask<PlannedKeyRotations> CountRotationsAsync(IDatabaseSession session, Call call, int days)
    {
        var planned = RotationOrder.Planned(call.ProjectId);
        return new PlannedKeyRotations(
            await session.CountAsync(planned, BoundedCounts.ToLookAt),
            await FirstAsync(session, $"SELECT next_rotation_at {planned} ORDER BY next_rotation_at LIMIT 1"),
            days,
            await session.CountAsync(RotationOrder.NotRotated(call.ProjectId, call.Now, days), BoundedCounts.ToLookAt));
    }

    private static ValueTask<string?> FirstAsync(IDatabaseSession session, Sql statement) =>
        session.QueryFirstOrDefaultAsync(statement, static row => UnixTime.ToWire(row.GetInt64(0)));
}
