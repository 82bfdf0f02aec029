using System.Data.Common;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms;

/// <summary>
/// The keys of the installation: random, made once, stored wrapped under the root key and not derived from it, so that a rotation of the root key
/// re-wraps them and every token and access key lives on (docs/adr/0003-system-keys-are-wrapped-not-derived.md).
/// To add one: a member of <see cref="SystemKey"/> and a name here; existing databases get it at their next start.
/// </summary>
internal sealed class SystemKeys(IRandomSource random, TimeProvider time) : ISystemKeys
{
    /// <summary>In the header of envelopes under <see cref="SystemKey.SystemEnvelope"/>, where projects' envelopes have a random id.</summary>
    public static readonly UInt128 EnvelopeKeyId = UInt128.Zero;

    // The stored names. They never change: a key that isn't found under its name would be made anew.
    private static readonly (SystemKey Key, string Name)[] Names =
    [
        (SystemKey.TokenPepper, "token-pepper"),
        (SystemKey.AccessKeyPepper, "access-key-pepper"),
        (SystemKey.PasswordPepper, "password-pepper"),
        (SystemKey.CursorAuthentication, "cursor-authentication"),
        (SystemKey.SystemEnvelope, "system-envelope"),
        (SystemKey.TrailChain, "trail-chain"),
        (SystemKey.RecoveryCodePepper, "recovery-code-pepper"),
    ];

    // Indexed by SystemKey and replaced as a whole, so that a reader needs no lock.
    private SecretKey[]? _keys;

    /// <inheritdoc />
    public void ComputeHmac(SystemKey key, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        if (key == SystemKey.SystemEnvelope)
        {
            throw new ArgumentException("This key makes envelopes; one key has one use.", nameof(key));
        }

        HMACSHA256.HashData(Find(key).Bytes, data, destination);
    }

    /// <summary>The key of envelopes that belong to no project.</summary>
    public WrappingKeyLease LeaseEnvelopeKey()
    {
        var key = Find(SystemKey.SystemEnvelope);
        key.TryHold();
        return new WrappingKeyLease(new WrappingKey(EnvelopeKeyId, Term: 1, key));
    }

    /// <summary>Makes the keys that are not stored yet. Stored ones are never touched.</summary>
    public async ValueTask CreateMissingAsync(ITransaction transaction, RootKey rootKey)
    {
        foreach (var (_, name) in Names)
        {
            await transaction.ExecuteAsync($"""
                INSERT INTO kms_system_keys (name, wrapped, created_at)
                VALUES ({name}, {WrapNew(rootKey, name)}, {UnixTime.ToMicroseconds(time.GetUtcNow())})
                ON CONFLICT (name) DO NOTHING
                """);
        }
    }

    /// <summary>Wraps every stored key under another root key, in the transaction in which that takes the place of the one before. Tells what is wrong if one does not unwrap.</summary>
    public async ValueTask<string?> RewrapAsync(ITransaction transaction, RootKey from, RootKey to)
    {
        foreach (var row in await transaction.QueryAsync($"SELECT name, wrapped FROM kms_system_keys", Read))
        {
            if (Rewrap(from, to, row) is not { } wrapped)
            {
                return Damaged(row.Name);
            }

            await transaction.ExecuteAsync($"UPDATE kms_system_keys SET wrapped = {wrapped} WHERE name = {row.Name}");
        }

        return null;
    }

    /// <summary>Unwraps the stored keys for use, unless some have to be made first or one does not unwrap, which keeps the server from starting.</summary>
    public async ValueTask<(bool IsComplete, string? Problem)> LoadAsync(IDatabaseSession session, RootKey rootKey)
    {
        var rows = await session.QueryAsync($"SELECT name, wrapped FROM kms_system_keys", Read);
        var keys = new SecretKey[Names.Max(name => (int)name.Key) + 1];
        foreach (var (key, name) in Names)
        {
            if (rows.Find(row => string.Equals(row.Name, name, StringComparison.Ordinal)) is not { } row)
            {
                return (IsComplete: false, Problem: null);
            }

            if (Unwrap(rootKey, row) is not { } unwrapped)
            {
                return (IsComplete: true, Damaged(name));
            }

            keys[(int)key] = unwrapped;
        }

        // Those loaded before, if any, are the same keys or those of a transaction that was not kept; they are not wiped, since
        // a wiped key in use would be a known one.
        Volatile.Write(ref _keys, keys);
        return (IsComplete: true, Problem: null);
    }

    private static Row Read(DbDataReader row) => new(row.GetString(0), row.GetFieldValue<byte[]>(1));

    private static AdditionalData Describe(Span<byte> buffer, string name)
    {
        var additionalData = new AdditionalData(buffer);
        additionalData.Add("haneul system key"u8);
        additionalData.Add(name);
        return additionalData;
    }

    private static SecretKey? Unwrap(RootKey rootKey, Row row)
    {
        Span<byte> buffer = stackalloc byte[128];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        var unwrapped = rootKey.TryUnwrap(row.Wrapped, Describe(buffer, row.Name).Bytes, key) ? new SecretKey(key) : null;
        CryptographicOperations.ZeroMemory(key);
        return unwrapped;
    }

    private static string Damaged(string name) => $"The system key '{name}' in this database is damaged: restore the database from a backup.";

    private byte[]? Rewrap(RootKey from, RootKey to, Row row)
    {
        Span<byte> buffer = stackalloc byte[128];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        var additionalData = Describe(buffer, row.Name);
        var wrapped = from.TryUnwrap(row.Wrapped, additionalData.Bytes, key) ? to.Wrap(random, key, additionalData.Bytes) : null;
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    private byte[] WrapNew(RootKey rootKey, string name)
    {
        Span<byte> buffer = stackalloc byte[128];
        Span<byte> key = stackalloc byte[SecretKey.Size];
        random.Fill(key);
        var wrapped = rootKey.Wrap(random, key, Describe(buffer, name).Bytes);
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    private SecretKey Find(SystemKey key)
        => (Volatile.Read(ref _keys) ?? throw new InvalidOperationException("The system keys have not been loaded yet: KmsStartup comes first."))[(int)key];

    private sealed record Row(string Name, byte[] Wrapped);
}
