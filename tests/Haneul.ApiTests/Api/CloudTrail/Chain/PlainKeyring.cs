using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>Envelopes that hide nothing and that nobody can forge without noticing: a hash over scope and content stands before the content.</summary>
internal sealed class PlainKeyring : IKeyring
{
    public ValueTask<byte[]> SealAsync(EnvelopeScope scope, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation) => new([.. HashOf(scope, plaintext.Span), .. plaintext.Span]);

    public ValueTask<SecretBuffer> OpenAsync(EnvelopeScope scope, ReadOnlyMemory<byte> envelope, CancellationToken cancellation)
    {
        var content = envelope.Span[Math.Min(32, envelope.Length)..];
        if (!envelope.Span[..^content.Length].SequenceEqual(HashOf(scope, content)))
        {
            throw new EnvelopeException("It does not open.");
        }

        var opened = new SecretBuffer(content.Length);
        content.CopyTo(opened.Span);
        return new(opened);
    }

    public ValueTask<SealedValue> SealInPartsAsync(EnvelopeScope scope, ProtectionKey? key, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<SecretBuffer?> OpenPartsAsync(EnvelopeScope scope, string? userKeyId, SealedValue value, CancellationToken cancellation) =>
        throw new NotSupportedException();

    private static byte[] HashOf(EnvelopeScope scope, ReadOnlySpan<byte> content) => SHA256.HashData([.. Encoding.UTF8.GetBytes(scope.ToString()), .. content]);
}
