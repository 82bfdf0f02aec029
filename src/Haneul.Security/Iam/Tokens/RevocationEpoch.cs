using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// A number that changes whenever some token may have come to mean something else. What is kept in memory about tokens and roles carries
/// the number that it was read under, and counts only while that is still the number.
/// </summary>
internal sealed class RevocationEpoch
{
    /// <summary>How old the last look at what other processes changed may be. Two looks, and one of them may fail (<see cref="EpochWatch"/>).</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    private long _value;
    private long _lookedAt;
    private volatile bool _isShared;

    /// <summary>The number now. Take it before reading what is kept under it.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>
    /// Whether the number can be trusted: always for the only process on a database, otherwise only shortly after a look at what the others changed. A look that
    /// hangs must not keep revoked tokens alive.
    /// </summary>
    public bool IsKnown(TimeProvider time) => !_isShared || time.GetElapsedTime(Volatile.Read(ref _lookedAt)) <= LongestSilence;

    /// <summary>Whether what was read under that number still counts.</summary>
    public bool StillIs(long readIn, TimeProvider time) => readIn == Value && IsKnown(time);

    /// <summary>Notes that other processes change the database too: from now on the number is known only after a look.</summary>
    public void Share() => _isShared = true;

    /// <summary>Notes when the others were last looked at: the moment at which that look began.</summary>
    public void LookedAt(long timestamp) => Volatile.Write(ref _lookedAt, timestamp);

    /// <summary>Makes everything that is kept stale.</summary>
    public void Bump() => Interlocked.Increment(ref _value);
}

/// <summary>
/// Changes that can alter what a token means: the way of every operation of IAM that writes, but for the issue of a token, which alters none. Beside it only the first
/// start writes such rows, when there are no tokens, and the sweep of what has expired, which is dead anyway.
/// </summary>
internal sealed class MeaningfulChanges(IDatabase database, RevocationEpoch epoch)
{
    /// <summary>
    /// Runs a change with its event in one transaction and makes what is kept stale before this returns, so that the very next
    /// request sees the change.
    /// </summary>
    public async ValueTask<Outcome<T>> WriteAsync<T>(Call call, Func<ITransaction, ValueTask<Outcome<T>>> work)
    {
        try
        {
            return await call.WriteAsync(database, async transaction =>
            {
                // First, because the row's lock then lets one change in at a time: names stay unique and limits hold without a word in the operations.
                await transaction.ExecuteAsync($"UPDATE iam_epoch SET value = value + 1 WHERE id = 1");

                // A password, say, that was changed while this call waited has ended the caller's token: what is left of the call must not leave a new access key behind.
                return call.CallerOrNull?.Origin is TokenEntry entry && !await TokenStore.ExistsAsync(transaction, entry.Key)
                    ? CommonErrors.Unauthenticated
                    : await work(transaction);
            });
        }
        finally
        {
            // After the commit: an entry read before it carries the old number. Also when it failed, because a commit whose answer was lost may have happened.
            epoch.Bump();
        }
    }
}
