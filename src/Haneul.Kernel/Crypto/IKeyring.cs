namespace Haneul.Kernel.Crypto;

/// <summary>
/// What an envelope is bound to. Every member is authenticated with the ciphertext, so that a row copied to another
/// project, resource or version does not open.
/// </summary>
/// <param name="Purpose">What is enclosed, such as <c>secret-version</c>; keeps envelopes of two tables apart.</param>
/// <param name="ProjectId">The project whose key encloses it; empty for what belongs to the installation itself (<see cref="SystemKey.SystemEnvelope"/>).</param>
/// <param name="ResourceId">The resource that it belongs to.</param>
/// <param name="Version">The version of the resource, from 1; 0 where there are no versions.</param>
public readonly record struct EnvelopeScope(string Purpose, string ProjectId, string ResourceId, int Version);

/// <summary>Envelope encryption under the keys of projects. Implemented by KMS; the only way for other services to keep something confidential.</summary>
public interface IKeyring
{
    /// <summary>
    /// Encloses a value: a fresh data key for this call, wrapped under the project's key, which is made on first use.
    /// Called before the write transaction that stores the result.
    /// </summary>
    ValueTask<byte[]> SealAsync(EnvelopeScope scope, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation);

    /// <summary>Opens an envelope into a buffer that is wiped when it is disposed.</summary>
    /// <exception cref="EnvelopeException">The envelope is damaged, belongs elsewhere, or its key is not there.</exception>
    ValueTask<SecretBuffer> OpenAsync(EnvelopeScope scope, ReadOnlyMemory<byte> envelope, CancellationToken cancellation);
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
