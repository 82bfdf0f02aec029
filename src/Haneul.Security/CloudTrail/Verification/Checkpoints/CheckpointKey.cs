using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Verification.Checkpoints;

/// <summary>
/// The installation's own key for checkpoints: ECDSA over P-256, made once. The private part is enclosed under the installation's key; what is handed out as public key is
/// computed from it, so that nobody can put another in the database.
/// </summary>
internal sealed class CheckpointKey(IDatabase database, IKeyring keyring, TimeProvider time)
{
    /// <summary>Keeps these envelopes apart from those of other tables.</summary>
    public const string Purpose = "trail-checkpoint-key";

    private const int IdLength = 32;

    /// <summary>Opens the key; makes it if there is none. The caller disposes it.</summary>
    public async ValueTask<OpenCheckpointKey> OpenAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is { } stored)
        {
            return stored;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (id, created) = (IdOf(key), UnixTime.ToMicroseconds(time.GetUtcNow()));
        var exported = key.ExportPkcs8PrivateKey();
        byte[] enclosed;
        try
        {
            enclosed = await keyring.SealAsync(ScopeOf(id), exported, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(exported);
        }

        // Another process may make one at the same moment; the first in the table is the one.
        await database.WriteAsync(
            async transaction =>
            {
                await transaction.LockAsync("trail-checkpoints");
                return await transaction.QueryFirstOrDefaultAsync($"SELECT 1 FROM trail_checkpoint_keys LIMIT 1", static _ => true)
                    ? 0
                    : await transaction.ExecuteAsync($"INSERT INTO trail_checkpoint_keys (id, created_at, public_key, sealed) VALUES ({id}, {created}, {key.ExportSubjectPublicKeyInfoPem()}, {enclosed})");
            },
            cancellation);
        return await FindAsync(cancellation) ?? throw new InvalidOperationException("The key of checkpoints was stored and is not there.");
    }

    /// <summary>The key; null if none was made yet.</summary>
    /// <exception cref="EnvelopeException">Its row is not as it was written.</exception>
    public async ValueTask<OpenCheckpointKey?> FindAsync(CancellationToken cancellation)
    {
        var stored = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"SELECT id, created_at, sealed FROM trail_checkpoint_keys ORDER BY created_at, id LIMIT 1",
                static row => (Id: row.GetString(0), CreatedAt: row.GetInt64(1), Sealed: row.GetFieldValue<byte[]>(2))),
            cancellation);
        if (stored.Sealed is null)
        {
            return null;
        }

        using var opened = await keyring.OpenAsync(ScopeOf(stored.Id), stored.Sealed, cancellation);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(opened.Span, out _);
        return new OpenCheckpointKey(stored.Id, stored.CreatedAt, key);
    }

    /// <summary>The id of a key: the beginning of the SHA-256 of its public part.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..IdLength];

    /// <summary>What the private part is bound to.</summary>
    public static EnvelopeScope ScopeOf(string id) => new("", Purpose, ProjectId: "", id, Version: 0);
}

/// <summary>The opened key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was made, unix microseconds.</param>
/// <param name="Key">Both parts.</param>
internal sealed record OpenCheckpointKey(string Id, long CreatedAt, ECDsa Key) : IDisposable
{
    /// <summary>The public part.</summary>
    public string PublicKey => Key.ExportSubjectPublicKeyInfoPem();

    /// <inheritdoc />
    public void Dispose() => Key.Dispose();

    /// <summary>Never shows the key.</summary>
    public override string ToString() => Id;
}
