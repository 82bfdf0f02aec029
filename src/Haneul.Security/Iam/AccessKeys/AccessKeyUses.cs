using System.Collections.Concurrent;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.AccessKeys;

/// <summary>
/// Notes when access keys were last used, to the minute: a program that signs in for each of its calls must not pay a write for what nobody reads that exactly.
/// </summary>
internal sealed class AccessKeyUses
{
    private const int MostEntries = 10_000;
    private const long Minute = TimeSpan.TicksPerMinute / TimeSpan.TicksPerMicrosecond;

    private readonly ConcurrentDictionary<string, long> _noted = new(StringComparer.Ordinal);

    /// <summary>
    /// Notes a use, unless one was noted within the minute. Before the statement that adds the token: that takes a share of the key's row on PostgreSQL, and two who hold a share
    /// each could not both change it.
    /// </summary>
    public async ValueTask NoteAsync(ITransaction transaction, string keyId, DateTimeOffset now)
    {
        var time = UnixTime.ToMicroseconds(now);
        if (_noted.TryGetValue(keyId, out var last) && time - last < Minute && last <= time)
        {
            return;
        }

        if (_noted.Count >= MostEntries)
        {
            _noted.Clear();
        }

        _noted[keyId] = time;
        await transaction.ExecuteAsync($"UPDATE iam_access_keys SET last_used_at = {time} WHERE id = {keyId} AND (last_used_at IS NULL OR last_used_at <= {time - Minute})");
    }
}
