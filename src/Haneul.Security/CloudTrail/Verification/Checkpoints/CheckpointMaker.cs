using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.CloudTrail.Verification.Checkpoints;

/// <summary>Makes checkpoints and removes those whose time is over: all are kept for 90 days, and then the first of each day.</summary>
internal sealed partial class CheckpointMaker(IDatabase database, ISystemKeys keys, CheckpointKey signing, TimeProvider time, ILogger<CheckpointMaker> logger)
{
    /// <summary>For how long every checkpoint is kept.</summary>
    public static readonly TimeSpan KeptWhole = TimeSpan.FromDays(90);

    private const long Day = 86_400_000_000;
    private const int MostOfSlice = 200;

    /// <summary>Makes one if anything was sealed since the last; null if nothing was, or the last is younger than asked for.</summary>
    public async ValueTask<Checkpoint?> MakeAsync(TimeSpan longestBetween, CancellationToken cancellation)
    {
        // Most rounds have nothing to do, and neither open a key nor write for it.
        var newest = await database.ReadAsync(Checkpoint.FindNewestAsync, cancellation);
        if (IsYoung(newest, UnixTime.ToMicroseconds(time.GetUtcNow()), longestBetween))
        {
            return null;
        }

        using var key = await signing.OpenAsync(cancellation);
        var now = UnixTime.ToMicroseconds(time.GetUtcNow());
        return await database.WriteAsync(
            async transaction =>
            {
                await transaction.LockAsync("trail-checkpoints");
                var last = await Checkpoint.FindNewestAsync(transaction);
                if (IsYoung(last, now, longestBetween))
                {
                    return null;
                }

                var marks = await MarkAsync(transaction);
                if (marks.Count == 0 || (last is not null && CheckpointBody.Parse(last.Body) is { } before && before.Chains.SequenceEqual(marks)))
                {
                    return null;
                }

                var body = new CheckpointBody(key.Id, (last?.Number ?? 0) + 1, now, last is null ? null : Checkpoint.HashOf(last.Body), marks).ToText();
                var signature = key.Key.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
                var made = new Checkpoint((last?.Number ?? 0) + 1, now, body, signature, key.Id);
                await transaction.ExecuteAsync(made.Insert());
                return made;
            },
            cancellation);
    }

    /// <summary>Removes a slice of what is old.</summary>
    public async ValueTask<int> PruneAsync(CancellationToken cancellation)
    {
        var before = UnixTime.ToMicroseconds(time.GetUtcNow() - KeptWhole);
        return await database.WriteAsync(
            transaction => transaction.ExecuteAsync($"""
                DELETE FROM trail_checkpoints WHERE number IN (
                    SELECT c.number FROM trail_checkpoints c WHERE c.created_at < {before} AND EXISTS (
                        SELECT 1 FROM trail_checkpoints d WHERE d.number < c.number AND d.created_at / {Day} = c.created_at / {Day})
                    ORDER BY c.number DESC LIMIT {MostOfSlice})
                """),
            cancellation);
    }

    // One from the future was made before the clock was set back, and says nothing of how long ago that was.
    private static bool IsYoung(Checkpoint? last, long now, TimeSpan longestBetween) =>
        last is not null && now >= last.CreatedAt && now - last.CreatedAt < (long)longestBetween.TotalMicroseconds;

    // A chain that somebody changed is not attested to. Earlier checkpoints still tell of it.
    private async ValueTask<List<ChainMark>> MarkAsync(IDatabaseSession session)
    {
        var marks = new List<ChainMark>();
        foreach (var head in await ChainHead.ListAsync(session))
        {
            if (!head.IsGenuine(keys))
            {
                LogChanged(head.Id);
            }
            else if (head.Segment > 0)
            {
                marks.Add(new ChainMark(head.Id, head.Segment, head.SealedThrough, ChainMark.HashOf(head.SegmentCode), head.TrimmedThrough));
            }
        }

        return marks;
    }

    [LoggerMessage(411, LogLevel.Error, "Chain {ChainId} of the trail is not as a server left it, and no checkpoint is made of it: verify the trail.")]
    private partial void LogChanged(long chainId);
}
