using System.Collections.Concurrent;
using Haneul.Kernel.Access;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Iam.Tokens;

/// <summary>
/// Tokens that were used lately, with their caller and their rendered bodies: a hit costs one MAC and one look-up, no I/O and no garbage.
/// An entry counts only under the revocation epoch that it was read in, while that epoch is known to be the newest, and until the token expires. Unknown tokens are not remembered:
/// whoever guesses must not fill the memory.
/// </summary>
internal sealed class TokenCache(IDatabase database, TokenStore store, TokenText text, RevocationEpoch epoch, TimeProvider time) : IAuthenticator
{
    private const int MostEntries = 10_000;

    private readonly ConcurrentDictionary<Hash256, TokenEntry> _entries = new();
    private int _count;

    /// <inheritdoc />
    public ValueTask<Caller?> AuthenticateAsync(string token, CancellationToken cancellation)
    {
        if (!text.TryRead(token, out var key))
        {
            return default;
        }

        return FindKept(key) is { } kept ? new(kept.Caller) : LoadCallerAsync(key, cancellation);
    }

    /// <inheritdoc />
    public Caller? FindKept(string token, out bool wasValid)
    {
        TokenEntry? entry = null;
        wasValid = text.TryRead(token, out var key) && _entries.TryGetValue(key.Hash, out entry);
        return wasValid && Counts(entry!) ? entry!.Caller : null;
    }

    /// <summary>The entry of a token; null if it is unknown, expired or dead.</summary>
    public ValueTask<TokenEntry?> FindAsync(string token, CancellationToken cancellation)
    {
        if (!text.TryRead(token, out var key))
        {
            return default;
        }

        return FindKept(key) is { } kept ? new(kept) : LoadAsync(key, cancellation);
    }

    /// <summary>The entry of a token that is valid or has expired lately; null if it is neither. It is read anew each time and never kept.</summary>
    public async ValueTask<TokenEntry?> FindExpiredAsync(string token, CancellationToken cancellation) =>
        text.TryRead(token, out var key) && epoch.Value is var readIn && await database.ReadAsync(session => store.FindExpiredAsync(session, key), cancellation) is { } record
            ? new TokenEntry(key, record, readIn)
            : null;

    private TokenEntry? FindKept(TokenKey key) => _entries.TryGetValue(key.Hash, out var entry) && Counts(entry) ? entry : null;

    private bool Counts(TokenEntry entry) =>
        epoch.StillIs(entry.Epoch, time) && entry.Token.ExpiresAt > UnixTime.ToMicroseconds(time.GetUtcNow());

    private async ValueTask<Caller?> LoadCallerAsync(TokenKey key, CancellationToken cancellation) => (await LoadAsync(key, cancellation))?.Caller;

    private async ValueTask<TokenEntry?> LoadAsync(TokenKey key, CancellationToken cancellation)
    {
        // The epoch comes first: a change that commits while the rows are read makes the entry stale at birth.
        var readIn = epoch.Value;
        var token = await database.ReadAsync(session => store.FindAsync(session, key), cancellation);
        if (token is null)
        {
            Remove(key.Hash);
            return null;
        }

        var entry = new TokenEntry(key, token, readIn);
        Keep(entry);
        return entry;
    }

    private void Keep(TokenEntry entry)
    {
        if (Volatile.Read(ref _count) >= MostEntries)
        {
            // Simple and bounded: whoever is active comes back at the price of one read.
            _entries.Clear();
            Volatile.Write(ref _count, 0);
        }

        if (_entries.TryAdd(entry.Key.Hash, entry))
        {
            Interlocked.Increment(ref _count);
        }
        else
        {
            _entries[entry.Key.Hash] = entry;
        }
    }

    private void Remove(Hash256 hash)
    {
        if (_entries.TryRemove(hash, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
