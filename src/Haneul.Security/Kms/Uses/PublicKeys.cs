using System.Collections.Concurrent;
using System.Security.Cryptography;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// The public halves of key versions, proven. The column that holds them is open to whoever can write to the database, and a public key put in its place
/// would encrypt for, and trust signatures of, somebody else. So each is compared once with the pair in the authenticated envelope, and then
/// with the bytes that passed; opening the pair every time would cost twenty times what a verification does. Public keys are no secrets: they may stay in memory.
/// </summary>
internal sealed class PublicKeys(UsableKeys keys, TimeProvider time) : IDisposable
{
    // About 6 MB of RSA keys.
    private const int MostProven = 10_000;

    // Importing a public key costs several verifications.
    private readonly OpenedKeys _opened = new(time);
    private readonly ConcurrentDictionary<(string ProjectId, string KeyId, int Version), byte[]> _proven = new();

    /// <summary>The public key of a version as SubjectPublicKeyInfo.</summary>
    public async ValueTask<Outcome<byte[]>> FindAsync(Call call, string keyId, KeyVersionInUse key)
    {
        var id = (call.ProjectId, keyId, key.Version);
        if (key.PublicKey is { } stored && _proven.TryGetValue(id, out var proven) && proven.AsSpan().SequenceEqual(stored))
        {
            return proven;
        }

        var pair = await keys.OpenPairAsync(call, keyId, key);
        if (pair.Error is { } error)
        {
            return error;
        }

        using var lease = pair.Value;
        var authentic = lease.Key.ExportPublicKey();
        if (!authentic.AsSpan().SequenceEqual(key.PublicKey))
        {
            return keys.Damaged(call, keyId, key.Version, exception: null);
        }

        if (_proven.Count >= MostProven)
        {
            _proven.Clear();
        }

        _proven[id] = authentic;
        return authentic;
    }

    /// <summary>The public key of a version, ready to be used. The caller disposes the lease.</summary>
    public async ValueTask<Outcome<AsymmetricKeyLease>> OpenAsync(Call call, string keyId, KeyVersionInUse key)
    {
        var found = await FindAsync(call, keyId, key);
        if (found.Error is { } error)
        {
            return error;
        }

        // Proven bytes under a row that has since come to name another algorithm, or none.
        if (UsableKeys.SpecOf(key) is not { IsAsymmetric: true } spec)
        {
            return keys.Damaged(call, keyId, key.Version, exception: null);
        }

        var id = new OpenedKeyId(call.ProjectId, keyId, key.Version);
        if (_opened.TryTake(id, spec, found.Value, out var lease))
        {
            return lease;
        }

        try
        {
            return _opened.Lend(id, spec, found.Value, AsymmetricKey.FromPublicKey(spec, found.Value));
        }
        catch (CryptographicException exception)
        {
            return keys.Damaged(call, keyId, key.Version, exception);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _opened.Dispose();
}
