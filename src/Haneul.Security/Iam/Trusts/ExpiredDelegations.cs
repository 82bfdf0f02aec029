using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Trusts;

/// <summary>Takes out what has ended by itself and is dead anyway: trusts, OAuth1 tokens, and signed requests that are too old to come again.</summary>
internal static class ExpiredDelegations
{
    private const int SliceSize = 500;

    /// <summary>Removes it, a few rows at a time so that no call waits for it.</summary>
    public static async ValueTask SweepAsync(IDatabase database, DateTimeOffset now)
    {
        var microseconds = UnixTime.ToMicroseconds(now);
        var seconds = now.ToUnixTimeSeconds();

        // What was made of a trust ends no later than it, so a row never takes a living one along.
        await RemoveAsync(database, $"DELETE FROM iam_trusts WHERE id IN (SELECT id FROM iam_trusts WHERE expires_at <= {microseconds} LIMIT {SliceSize})");
        await RemoveAsync(database, $"DELETE FROM iam_oauth_request_tokens WHERE id IN (SELECT id FROM iam_oauth_request_tokens WHERE expires_at <= {microseconds} LIMIT {SliceSize})");
        await RemoveAsync(database, $"DELETE FROM iam_oauth_access_tokens WHERE id IN (SELECT id FROM iam_oauth_access_tokens WHERE expires_at <= {microseconds} LIMIT {SliceSize})");
        await RemoveAsync(database, $"DELETE FROM iam_oauth_nonces WHERE hash IN (SELECT hash FROM iam_oauth_nonces WHERE expires_at < {seconds} LIMIT {SliceSize})");
    }

    private static async ValueTask RemoveAsync(IDatabase database, Sql statement)
    {
        while (await database.WriteAsync(transaction => transaction.ExecuteAsync(statement)) >= SliceSize)
        {
        }
    }
}
