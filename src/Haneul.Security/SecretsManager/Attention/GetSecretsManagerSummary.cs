using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Attention;

/// <summary>Tells in numbers what secrets the project has and what of them needs attention.</summary>
internal static class GetSecretsManagerSummary
{
    private const int MostDays = 3650;
    private const int UsualDays = 30;

    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "GetSecretsManagerSummary",
        SecretPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetSecretsManagerSummary"), "Secret"));

    public static async ValueTask<Outcome<SecretsManagerSummaryResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, SecretAccess access)
    {
        var days = query.Int32("expiring_within_days", 1, MostDays) ?? UsualDays;
        return query.Check() is { } wrongQuery
            ? wrongQuery
            : await database.ReadAsync(
                async session => new SecretsManagerSummaryResponse(new SecretsManagerSummary
                {
                    Secrets = await CountSecretsAsync(session, call.ProjectId),
                    ScheduledDestructions = await CountDestructionsAsync(session, ListScheduledSecretDestructions.From(access.Admits(call), call.ProjectId)),
                    Expiry = await CountExpiringAsync(session, call, days),
                }),
                call.Context.RequestAborted);
    }

    private static async ValueTask<SecretCounts> CountSecretsAsync(IDatabaseSession session, string projectId)
    {
        var total = await session.CountAsync(AllSecrets(projectId), BoundedCounts.ToTellHowMuch);
        var inactive = await session.CountAsync(InactiveSecrets(projectId), BoundedCounts.ToTellHowMuch);
        return new SecretCounts(total, new BoundedCount(Math.Max(0, total.Value - inactive.Value), total.AtLeast), inactive);
    }

    /// <summary>Every secret of the project.</summary>
    internal static Sql AllSecrets(string projectId) => $"FROM secrets_secrets WHERE project_id = {projectId}";

    /// <summary>Those of which no version is active.</summary>
    internal static Sql InactiveSecrets(string projectId) => $"FROM secrets_secrets WHERE project_id = {projectId} AND active_version_count = 0";

    private static async ValueTask<ScheduledSecretDestructions> CountDestructionsAsync(IDatabaseSession session, Sql from) => new(
        await session.CountAsync(from, BoundedCounts.ToLookAt),
        await FirstAsync(session, $"SELECT v.destruction_at {from} ORDER BY v.destruction_at LIMIT 1"));

    private static async ValueTask<ExpiringSecrets> CountExpiringAsync(IDatabaseSession session, Call call, int days)
    {
        var now = UnixTime.ToMicroseconds(call.Now);
        Sql dated = $"FROM secrets_secrets WHERE project_id = {call.ProjectId} AND expires_at";
        return new ExpiringSecrets(
            days,
            await session.CountAsync($"{dated} <= {now}", BoundedCounts.ToLookAt),
            await session.CountAsync($"{dated} > {now} AND expires_at <= {UnixTime.ToMicroseconds(call.Now.AddDays(days))}", BoundedCounts.ToLookAt),
            await FirstAsync(session, $"SELECT expires_at {dated} > {now} ORDER BY expires_at LIMIT 1"));
    }

    private static ValueTask<string?> FirstAsync(IDatabaseSession session, Sql statement) =>
        session.QueryFirstOrDefaultAsync(statement, static row => UnixTime.ToWire(row.GetInt64(0)));
}
