using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// A number that changes whenever some token may have come to mean something else. What is kept in memory about tokens and roles carries
/// the number that it was read under, and counts only while that is still the number.
/// </summary>
internal sealed class RevocationEpoch
{
    private long _value;

    /// <summary>The number now. Take it before reading what is kept under it.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>Makes everything that is kept stale.</summary>
    public void Bump() => Interlocked.Increment(ref _value);
}

/// <summary>Changes that can alter what a token means: the only way for IAM's operations to write anything but tokens themselves.</summary>
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
                return await work(transaction);
            });
        }
        finally
        {
            // After the commit: an entry read before it carries the old number. Also when it failed, because a commit whose answer was lost may have happened.
            epoch.Bump();
        }
    }
}
