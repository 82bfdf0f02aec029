using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.CloudTrail.Verification.Runs;
using Haneul.Wire.Installation;

namespace Haneul.Security.CloudTrail.Health;

/// <summary>Tells of the chains of events and of the evidence that they are as they were written.</summary>
internal sealed class TrailPart(HaneulOptions options) : IInstallationPart<InstallationTrail>
{
    /// <inheritdoc />
    public async ValueTask<InstallationTrail> ReadAsync(IDatabaseSession session, DateTimeOffset now)
    {
        var (chains, held, sealedAt) = await session.QueryFirstOrDefaultAsync(
            $"""
            SELECT COUNT(*), COUNT(c.holder), MAX(s.sealed_at) FROM trail_chains c LEFT JOIN trail_segments s ON s.chain_id = c.id AND s.number = c.segment
            """,
            static row => (row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? (long?)null : row.GetInt64(2)));
        var evidence = await TrailEvidence.ReadAsync(session, now);
        var checkpoint = await Checkpoint.FindNewestAsync(session);
        return new()
        {
            Chains = chains,
            HeldChains = held,
            LastSealedAt = sealedAt is { } at ? UnixTime.ToWire(at) : null,
            RetentionDays = options.TrailRetentionDays,
            SearchWindowDays = (int)options.TrailSearchWindow.TotalDays,
            LastCheckpoint = checkpoint is null ? null : new(checkpoint.Number, UnixTime.ToWire(checkpoint.CreatedAt)),
            LastVerification = evidence.Last is { } last ? ToWire(last, now) : null,
            IsVerifying = evidence.IsVerifying,
            Problems = evidence.ProblemsAt(now),
        };
    }

    private static InstallationVerification ToWire(VerificationRun run, DateTimeOffset now) => new(
        run.Id, run.StateAt(now), UnixTime.ToWire(run.StartedAt), UnixTime.ToWire(run.UpdatedAt), run.Events, VerificationText.Read(run.Report)?.Damages);
}
