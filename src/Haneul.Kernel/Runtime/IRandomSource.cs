namespace Haneul.Kernel.Runtime;

/// <summary>
/// The one source of randomness of the process: keys, tokens, nonces and ids all come from it, so that a test can seed ids
/// and a review finds every use. Implementations are thread-safe and cryptographically strong.
/// </summary>
public interface IRandomSource
{
    /// <summary>Fills the whole buffer with random bytes.</summary>
    void Fill(Span<byte> buffer);
}

/// <summary>The operating system's cryptographic generator.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc />
#pragma warning disable RS0030 // The one allowed use: everything else asks IRandomSource.
    public void Fill(Span<byte> buffer) => System.Security.Cryptography.RandomNumberGenerator.Fill(buffer);
#pragma warning restore RS0030
}
