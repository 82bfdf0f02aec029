using Haneul.Kernel.Modules;
using Haneul.Kernel.Storage;
using Haneul.Wire;
using Haneul.Wire.Installation;

namespace Haneul.Security.Kms.Attention;

/// <summary>Tells of the root key and of what is being re-wrapped.</summary>
internal sealed class KeysPart(RootKeyHolder root) : IInstallationPart<InstallationKeys>
{
    /// <summary>This process does not have the root key that another one has put in place: what is encrypted anew is refused here.</summary>
    public const string RootKeyMissing = "root_key_missing";

    /// <summary>Data keys did not open when they were to be re-wrapped.</summary>
    public const string DataKeysDamaged = "data_keys_damaged";

    /// <inheritdoc />
    public async ValueTask<InstallationKeys> ReadAsync(IDatabaseSession session, DateTimeOffset now)
    {
        var fingerprint = (await RootKeyCheck.FindAsync(session))?.Fingerprint ?? root.Key.Fingerprint;
        var left = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_service_keys WHERE root <> {fingerprint}", static row => row.GetInt64(0));
        var (rotating, toRewrap, failed) = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT COALESCE(SUM(CASE WHEN last_rotation_at IS NOT NULL AND finished_at IS NULL THEN 1 ELSE 0 END), 0),
                CAST(COALESCE(SUM(CASE WHEN last_rotation_at IS NOT NULL AND finished_at IS NULL AND total > done THEN total - done ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(failed), 0) AS BIGINT)
            FROM kms_service_key_rotations
            """,
            static row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
        return new()
        {
            RootKeyFingerprint = fingerprint,
            PreviousRootKeyFingerprint = await RootKeyCheck.FindPreviousAsync(session),
            ServiceKeysToRewrap = left,
            ServiceKeysRotating = rotating,
            DataKeysToRewrap = toRewrap,
            DataKeysFailed = failed,
            Problems =
            [
                .. root.Find(fingerprint) is null ? [HealthProblem.Failure(RootKeyMissing)] : Array.Empty<HealthProblem>(),
                .. failed > 0 ? [HealthProblem.Failure(DataKeysDamaged)] : Array.Empty<HealthProblem>(),
            ],
        };
    }
}
