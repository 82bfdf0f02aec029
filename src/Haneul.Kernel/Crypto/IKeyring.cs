using System.Buffers.Binary;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Crypto;

/// <summary>
/// What an envelope is bound to. Every member is authenticated with the ciphertext, so that a row copied to another
/// project, resource or version does not open.
/// </summary>
/// <param name="Service">The id of the service whose key in the project encloses it (a service key, as KMS lists them); empty where there is no project.</param>
/// <param name="Purpose">What is enclosed, such as <c>secret-version</c>; keeps envelopes of two tables apart.</param>
/// <param name="ProjectId">The project whose key encloses it; empty for what belongs to the installation itself (<see cref="SystemKey.SystemEnvelope"/>).</param>
/// <param name="ResourceId">The resource that it belongs to.</param>
/// <param name="Version">The version of the resource, from 1; 0 where there are no versions.</param>
public readonly record struct EnvelopeScope(string Service, string Purpose, string ProjectId, string ResourceId, int Version);

/// <summary>A value enclosed in two parts: without the first the second is lost, so the first is what has to go when the value is destroyed.</summary>
/// <param name="WrappedKey">The data key, wrapped; <see cref="IKeyring.WrappedKeySize"/> bytes that name the key which wraps it.</param>
/// <param name="Ciphertext">The value under the data key.</param>
public readonly record struct SealedValue(byte[] WrappedKey, byte[] Ciphertext);

/// <summary>Envelope encryption under the keys of projects. Implemented by KMS; the only way for other services to keep something confidential.</summary>
public interface IKeyring
{
    /// <summary>Length of a wrapped data key in bytes; an envelope in one piece begins with it.</summary>
    const int WrappedKeySize = 101;

    /// <summary>The term of the service key, or the version of the user key, that a wrapped data key names in its header. For bookkeeping: it is not authenticated here.</summary>
    static int TermOf(ReadOnlySpan<byte> wrappedKey) => BinaryPrimitives.ReadInt32BigEndian(wrappedKey.Slice(17, sizeof(int)));

    /// <summary>
    /// Encloses a value: a fresh data key for this call, wrapped under the project's key, which is made on first use.
    /// Called before the write transaction that stores the result.
    /// </summary>
    ValueTask<byte[]> SealAsync(EnvelopeScope scope, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation);

    /// <summary>Opens an envelope into a buffer that is wiped when it is disposed.</summary>
    /// <exception cref="EnvelopeException">The envelope is damaged, belongs elsewhere, or its key is not there.</exception>
    ValueTask<SecretBuffer> OpenAsync(EnvelopeScope scope, ReadOnlyMemory<byte> envelope, CancellationToken cancellation);

    /// <summary>As <see cref="SealAsync"/>, in two parts. <paramref name="key"/> is the user key that wraps the data key; null for the service key of the scope.</summary>
    ValueTask<SealedValue> SealInPartsAsync(EnvelopeScope scope, ProtectionKey? key, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation);

    /// <summary>
    /// Opens what <see cref="SealInPartsAsync"/> made. Null if the version of the user key <paramref name="userKeyId"/> that wraps the data key may not be used now: it is
    /// deactivated or destroyed, or the key is gone.
    /// </summary>
    /// <exception cref="EnvelopeException">The parts are damaged or belong elsewhere.</exception>
    ValueTask<SecretBuffer?> OpenPartsAsync(EnvelopeScope scope, string? userKeyId, SealedValue value, CancellationToken cancellation);
}

/// <summary>A user key of the project, at the version that protects what is stored now.</summary>
/// <param name="Id">Id of the key.</param>
/// <param name="Name">Its name, which does not change.</param>
/// <param name="Version">Its default version.</param>
public sealed record ProtectionKey(string Id, string Name, int Version);

/// <summary>
/// Lets other services protect what they keep with a user key (contract: ListSymmetricKeys is their choice of keys). Implemented by KMS.
/// Sealing and opening go through <see cref="IKeyring"/>.
/// </summary>
public interface IProtectionKeys
{
    /// <summary>
    /// The key, if the caller may use it (role and access control) and its default version is active; else the error for the answer: no such key in the project,
    /// another purpose, not active, no access. <paramref name="field"/> is the field of the request that names the key.
    /// </summary>
    ValueTask<Outcome<ProtectionKey>> FindAsync(Call call, string keyId, string field);

    /// <summary>
    /// Makes sure, within the transaction that stores something under the key, that the key is not deleted at the same moment; false if it is gone.
    /// </summary>
    ValueTask<bool> HoldAsync(ITransaction transaction, string projectId, string keyId);
}

/// <summary>
/// Tells what a service keeps under a user key. Every service that lets callers choose one registers this; before KMS deletes a key it asks them all.
/// </summary>
public interface IKeyUses
{
    /// <summary>What is counted, for people, in the plural: <c>secrets</c>.</summary>
    string Noun { get; }

    /// <summary>How many there are that need the key.</summary>
    ValueTask<long> CountAsync(IDatabaseSession session, string projectId, string keyId);
}

/// <summary>An envelope did not open. Its text names the kind of failure and never carries key material or plaintext.</summary>
public sealed class EnvelopeException : Exception
{
    public EnvelopeException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>The keys of the installation itself, each random, kept in the database only as ciphertext under the root key.</summary>
public enum SystemKey
{
    /// <summary>Pepper of stored tokens.</summary>
    TokenPepper = 1,

    /// <summary>Pepper of stored access-key secrets.</summary>
    AccessKeyPepper = 2,

    /// <summary>Pepper over password hashes.</summary>
    PasswordPepper = 3,

    /// <summary>Authenticates list cursors, so that a caller can't forge one.</summary>
    CursorAuthentication = 4,

    /// <summary>Encloses confidential things that belong to no project (Data Protection keys and the like).</summary>
    SystemEnvelope = 5,

    /// <summary>Keys the tamper evidence of the trail.</summary>
    TrailChain = 6,

    /// <summary>Pepper of stored recovery codes.</summary>
    RecoveryCodePepper = 7,
}

/// <summary>
/// HMAC-SHA-256 under the system keys. Stored credentials are compared by it: whoever can write to the database
/// but has no root key can't forge one (docs/security.md).
/// </summary>
public interface ISystemKeys
{
    /// <summary>Writes the 32-byte HMAC of <paramref name="data"/> to <paramref name="destination"/>. No allocation; safe from any thread.</summary>
    void ComputeHmac(SystemKey key, ReadOnlySpan<byte> data, Span<byte> destination);
}
