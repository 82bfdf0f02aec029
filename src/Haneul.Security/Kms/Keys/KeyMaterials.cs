using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Keys;

/// <summary>
/// The private material of user keys: stored as envelopes under the project's service key of KMS, bound to key and version. What is opened to encrypt, decrypt or sign
/// stays for a short time (<see cref="OpenedKeys"/>), everything else as long as the call.
/// </summary>
internal sealed class KeyMaterials(IDatabase database, ServiceKeys serviceKeys, OpenedKeys opened, IRandomSource random)
{
    private const string Purpose = "kms-key-version";

    private static readonly KeySpec SymmetricSpec =
        KeyAlgorithms.Find(KeyTypes.Symmetric, KeyPurposes.SymmetricEncryption, KeyAlgorithms.Aes256Gcm)!;

    /// <summary>Encloses material for the version that it will be. Before the transaction that stores it.</summary>
    public async ValueTask<byte[]> SealAsync(string projectId, string keyId, int version, KeySpec spec, ReadOnlyMemory<byte> material, CancellationToken cancellation)
    {
        using var described = Describe(spec, material.Span);
        using var lease = await serviceKeys.LeaseNewestAsync(projectId, KmsModule.Id, cancellation);
        return EnvelopeFormat.Seal(lease.Key, ScopeOf(projectId, keyId, version), described.Span, random);
    }

    /// <summary>Opens stored material.</summary>
    /// <exception cref="EnvelopeException">It is damaged or belongs elsewhere, also to a key of another purpose or algorithm.</exception>
    public async ValueTask<SecretBuffer> OpenAsync(string projectId, string keyId, int version, KeySpec spec, byte[] envelope, CancellationToken cancellation)
    {
        if (envelope.Length < EnvelopeFormat.Overhead)
        {
            throw new EnvelopeException("The material of the key is too short.");
        }

        var (serviceKeyId, term) = EnvelopeFormat.ReadHeader(envelope);
        using var lease = await serviceKeys.LeaseAsync(projectId, KmsModule.Id, term, cancellation);
        if (lease.Key.Id != serviceKeyId)
        {
            throw new EnvelopeException("The material of the key was enclosed under another key.");
        }

        using var described = EnvelopeFormat.Open(lease.Key, ScopeOf(projectId, keyId, version), envelope);
        return Take(spec, described.Span);
    }

    /// <summary>A symmetric key from its stored material. The caller is a holder and releases it.</summary>
    /// <exception cref="EnvelopeException">It is damaged or belongs elsewhere.</exception>
    public async ValueTask<SecretKey> OpenSymmetricAsync(string projectId, string keyId, int version, byte[] envelope, CancellationToken cancellation)
    {
        var id = new OpenedKeyId(projectId, keyId, version);
        if (opened.TryHold(id, SymmetricSpec, envelope, out var held))
        {
            return held;
        }

        using var material = await OpenAsync(projectId, keyId, version, SymmetricSpec, envelope, cancellation);
        if (material.Length != SecretKey.Size)
        {
            throw new EnvelopeException("The material of the key is not that of a symmetric key.");
        }

        var key = new SecretKey(material.Span);
        opened.Keep(id, SymmetricSpec, envelope, key);
        return key;
    }

    /// <summary>A key pair from its stored material. The caller disposes the lease.</summary>
    /// <exception cref="EnvelopeException">It is damaged or belongs elsewhere.</exception>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public async ValueTask<AsymmetricKeyLease> OpenPairAsync(string projectId, string keyId, int version, KeySpec spec, byte[] envelope, CancellationToken cancellation)
    {
        var id = new OpenedKeyId(projectId, keyId, version);
        if (opened.TryTake(id, spec, envelope, out var lease))
        {
            return lease;
        }

        using var material = await OpenAsync(projectId, keyId, version, spec, envelope, cancellation);
        return opened.Lend(id, spec, envelope, AsymmetricKey.FromPrivateKey(spec, material.Span));
    }

    /// <summary>Takes the material of a version out of the memory of this process, after the transaction that destroyed it.</summary>
    public void Forget(string projectId, string keyId, int version) => opened.Forget(new OpenedKeyId(projectId, keyId, version));

    /// <summary>A symmetric key as what wraps the data keys of other services; null if the version is not active or there is none.</summary>
    /// <exception cref="EnvelopeException">The material is damaged or belongs elsewhere.</exception>
    public async ValueTask<WrappingKeyLease?> LeaseAsync(string projectId, string keyId, int version, CancellationToken cancellation)
    {
        var envelope = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync(
                $"""
                SELECT m.envelope FROM kms_key_versions v
                JOIN kms_key_material m ON m.project_id = v.project_id AND m.key_id = v.key_id AND m.version = v.version
                WHERE v.project_id = {projectId} AND v.key_id = {keyId} AND v.version = {version} AND v.status = {KeyVersionStatus.Active}
                """,
                static row => row.GetFieldValue<byte[]>(0)),
            cancellation);
        if (envelope is null)
        {
            return null;
        }

        return TryParseId(keyId, out var id)
            ? new WrappingKeyLease(new WrappingKey(id, version, await OpenSymmetricAsync(projectId, keyId, version, envelope, cancellation)))
            : throw new EnvelopeException("The id of the key is none.");
    }

    /// <summary>
    /// Puts what the key is for before its material: length and text, then the material. So whoever can write to the database can't have an encryption key
    /// sign, or the other way round: what the key's row says is held against what was enclosed.
    /// </summary>
    private static SecretBuffer Describe(KeySpec spec, ReadOnlySpan<byte> material)
    {
        var label = Encoding.ASCII.GetBytes($"{spec.Purpose} {spec.Algorithm}");
        var described = new SecretBuffer(1 + label.Length + material.Length);
        described.Span[0] = (byte)label.Length;
        label.CopyTo(described.Span[1..]);
        material.CopyTo(described.Span[(1 + label.Length)..]);
        return described;
    }

    private static SecretBuffer Take(KeySpec spec, ReadOnlySpan<byte> described)
    {
        var label = Encoding.ASCII.GetBytes($"{spec.Purpose} {spec.Algorithm}");
        if (described.Length <= label.Length || described[0] != label.Length || !described.Slice(1, label.Length).SequenceEqual(label))
        {
            throw new EnvelopeException("The material is that of a key of another purpose or algorithm.");
        }

        var material = new SecretBuffer(described.Length - 1 - label.Length);
        described[(1 + label.Length)..].CopyTo(material.Span);
        return material;
    }

    /// <summary>The bits of a key's id, for the header of what is enclosed under it.</summary>
    public static bool TryParseId(string keyId, out UInt128 id) =>
        UInt128.TryParse(keyId.Replace("-", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id);

    /// <summary>What the material of a version is bound to.</summary>
    public static EnvelopeScope ScopeOf(string projectId, string keyId, int version) => new(KmsModule.Id, Purpose, projectId, keyId, version);
}
