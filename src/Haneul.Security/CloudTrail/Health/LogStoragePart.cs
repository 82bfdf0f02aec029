using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.Installation;

namespace Haneul.Security.CloudTrail.Health;

/// <summary>Tells how log storage does, over all projects.</summary>
internal sealed class LogStoragePart(HaneulOptions options) : IInstallationPart<InstallationLogStorage>
{
    /// <summary>Events of a project could not be stored.</summary>
    public const string Failing = "log_storage_failing";

    /// <inheritdoc />
    public async ValueTask<InstallationLogStorage> ReadAsync(IDatabaseSession session, DateTimeOffset now)
    {
        var (targets, failing, written) = await session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*), COUNT(last_error), MAX(last_write_at) FROM trail_log_targets",
            static row => (row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? (long?)null : row.GetInt64(2)));
        return new(targets, failing, written is { } at ? UnixTime.ToWire(at) : null, options.TrailFolder is not null)
        {
            Problems = failing > 0 ? [HealthProblem.Attention(Failing)] : [],
        };
    }
}
