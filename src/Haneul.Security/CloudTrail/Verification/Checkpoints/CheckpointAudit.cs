using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Verification.Checkpoints;

/// <summary>Examines checkpoints: that they are as they were signed, and that every chain has come at least as far as they say, by the same way.</summary>
internal sealed class CheckpointAudit(IDatabase database, CheckpointKey signing, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>Examines those that are stored, and one from elsewhere.</summary>
    /// <param name="brought">The one from elsewhere; null for none.</param>
    /// <param name="publicKey">The key that the operator keeps elsewhere, PEM; null for the installation's own.</param>
    /// <param name="report">Gets what is found.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask RunAsync(Checkpoint? brought, string? publicKey, VerificationReport report, CancellationToken cancellation)
    {
        OpenCheckpointKey? own = null;
        try
        {
            own = await signing.FindAsync(cancellation);
        }
        catch (EnvelopeException)
        {
            report.Add(new TrailDamage(DamageKind.CheckpointChanged, 0, 0, null, null, "the key of checkpoints is not as it was written"));
        }

        using (own)
        using (var trusted = publicKey is null ? null : ECDsa.Create())
        {
            trusted?.ImportFromPem(publicKey);
            if (trusted is not null && own is not null && !string.Equals(CheckpointKey.IdOf(trusted), own.Id, StringComparison.Ordinal))
            {
                report.Add(new TrailDamage(DamageKind.CheckpointChanged, 0, 0, null, null, "the installation signs checkpoints with another key than the one that was brought"));
            }

            await ExamineStoredAsync(own?.Key, report, cancellation);
            if (brought is not null)
            {
                await ExamineAsync(brought, trusted ?? own?.Key, "the checkpoint that was brought", report, cancellation);
            }
        }
    }

    private async ValueTask ExamineStoredAsync(ECDsa? key, VerificationReport report, CancellationToken cancellation)
    {
        // Between two that stand further apart there were more, unless they are so old that only one of each day is left.
        var prunedBefore = UnixTime.ToMicroseconds(time.GetUtcNow() - CheckpointMaker.KeptWhole);
        Checkpoint? previous = null;
        while (true)
        {
            var behind = previous is { Number: var last } ? (Sql)$"WHERE number > {last}" : Sql.Empty;
            var page = await database.ReadAsync(
                session => session.QueryAsync(
                    $"SELECT {Checkpoint.Columns()} FROM trail_checkpoints {behind} ORDER BY number LIMIT {PageSize}", Checkpoint.Read), cancellation);
            foreach (var checkpoint in page)
            {
                await ExamineAsync(checkpoint, key, "a stored checkpoint", report, cancellation);
                if (previous is null ? checkpoint.Number != 1 && checkpoint.CreatedAt >= prunedBefore : previous.Number + 1 != checkpoint.Number && previous.CreatedAt >= prunedBefore)
                {
                    report.Add(new TrailDamage(DamageKind.CheckpointRemoved, 0, checkpoint.Number - 1, null, null, "a stored checkpoint is gone"));
                }
                else if (previous is not null && previous.Number + 1 == checkpoint.Number &&
                    !string.Equals(CheckpointBody.Parse(checkpoint.Body)?.Previous, Checkpoint.HashOf(previous.Body), StringComparison.Ordinal))
                {
                    report.Add(new TrailDamage(DamageKind.CheckpointChanged, 0, checkpoint.Number, null, null, "a stored checkpoint does not follow the one before it"));
                }

                previous = checkpoint;
            }

            if (page.Count < PageSize)
            {
                return;
            }
        }
    }

    private async ValueTask ExamineAsync(Checkpoint checkpoint, ECDsa? key, string what, VerificationReport report, CancellationToken cancellation)
    {
        var body = CheckpointBody.Parse(checkpoint.Body);
        if (key is null || body is null || body.Number != checkpoint.Number || body.Time != checkpoint.CreatedAt || !string.Equals(body.KeyId, checkpoint.KeyId, StringComparison.Ordinal) ||
            !checkpoint.IsSignedBy(key))
        {
            report.Add(new TrailDamage(DamageKind.CheckpointChanged, 0, checkpoint.Number, null, null, $"{what} is not as this installation signed it"));
            return;
        }

        report.Checkpoints++;
        foreach (var mark in body.Chains)
        {
            await CompareAsync(checkpoint, mark, report, cancellation);
        }
    }

    private async ValueTask CompareAsync(Checkpoint checkpoint, ChainMark mark, VerificationReport report, CancellationToken cancellation)
    {
        // The segment first: of one that has been removed meanwhile because its time had come, the head then says so.
        var (code, head) = await database.ReadAsync(
            async session => (
                await session.QueryFirstOrDefaultAsync($"SELECT code FROM trail_segments WHERE chain_id = {mark.Id} AND number = {mark.Segment}", static row => row.GetFieldValue<byte[]>(0)),
                await ChainHead.FindAsync(session, mark.Id)),
            cancellation);
        var when = UnixTime.ToWire(checkpoint.CreatedAt);
        if (head is null || head.Segment < mark.Segment || head.SealedThrough < mark.SealedThrough || head.TrimmedThrough < mark.TrimmedThrough)
        {
            report.Add(new TrailDamage(
                DamageKind.RolledBack, mark.Id, (head?.SealedThrough ?? 0) + 1, null, null,
                $"checkpoint {checkpoint.Number} of {when} has seen the chain up to {mark.SealedThrough}, and it ends at {head?.SealedThrough ?? 0}"));
            return;
        }

        // Beyond the oldest segment that is left nothing can be compared.
        code = head.TrimmedSegment == mark.Segment ? head.TrimmedCode : head.TrimmedSegment > mark.Segment ? null : code ?? [];
        if (code is not null && !string.Equals(ChainMark.HashOf(code), mark.CodeHash, StringComparison.Ordinal))
        {
            report.Add(new TrailDamage(DamageKind.ChainReplaced, mark.Id, mark.SealedThrough, null, null, $"the chain is not the one that checkpoint {checkpoint.Number} of {when} has seen"));
        }
    }
}
