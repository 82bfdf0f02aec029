using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Installation;

namespace Haneul.Server.ClientConfiguration;

/// <summary>
/// Tells administrators of the installation how it stands: what runs, and of each part how it does. Every service tells of its own part
/// (<see cref="IInstallationPart{T}"/>), so that nothing here knows what they keep.
/// </summary>
internal static class GetInstallation
{
    /// <summary>Administrators of the installation: the answer is about all organisations (spec/roles.md, system administrators).</summary>
    private static readonly Permission Read = Permission.Granted("config:installation:read");

    public static readonly Operation Operation = new(
        ClientConfigurationModule.Id, "GetInstallation", Read, TrailRule.Organisation(EventNames.FromOperationId("GetInstallation"), "Installation"));

    public static async ValueTask<Outcome<InstallationResponse>> HandleAsync(
        Call call,
        QueryFields query,
        IDatabase database,
        HaneulOptions options,
        ProcessIdentity process,
        IInstallationPart<InstallationKeys> keys,
        IInstallationPart<InstallationJobs> jobs,
        IInstallationPart<InstallationTrail> trail,
        IInstallationPart<InstallationLogStorage> logStorage,
        IInstallationPart<InstallationNotifications> notifications)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<InstallationResponse>>(
            async session => new InstallationResponse(new InstallationState
            {
                Version = process.Version,
                Node = process.Node,
                StartedAt = UnixTime.ToWire(process.StartedAt),
                Region = options.Region,
                Database = await ReadDatabaseAsync(session, database.Engine),
                Keys = await keys.ReadAsync(session, call.Now),
                Jobs = await jobs.ReadAsync(session, call.Now),
                Trail = await trail.ReadAsync(session, call.Now),
                LogStorage = await logStorage.ReadAsync(session, call.Now),
                Notifications = await notifications.ReadAsync(session, call.Now),
            }),
            call.Context.RequestAborted);
    }

    private static async ValueTask<InstallationDatabase> ReadDatabaseAsync(IDatabaseSession session, DatabaseEngine engine) => new(
        engine == DatabaseEngine.Sqlite ? "sqlite" : "postgresql",
        await session.QueryFirstOrDefaultAsync($"SELECT {SqlToken.DatabaseSize}", static row => row.GetInt64(0)));
}
