using System.Text;
using Haneul.Kernel.Crypto;

namespace Haneul.ApiTests.Api.CloudTrail.Notifications;

/// <summary>A keyring that hides nothing, and opens only what was sealed for the same scope.</summary>
internal sealed class OpenKeyring : IKeyring
{
    public ValueTask<byte[]> SealAsync(EnvelopeScope scope, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation) =>
        new([.. Encoding.UTF8.GetBytes($"{scope}\n"), .. plaintext.Span]);

    public ValueTask<SecretBuffer> OpenAsync(EnvelopeScope scope, ReadOnlyMemory<byte> envelope, CancellationToken cancellation)
    {
        var head = Encoding.UTF8.GetBytes($"{scope}\n");
        if (!envelope.Span.StartsWith(head))
        {
            throw new EnvelopeException("It belongs elsewhere.");
        }

        var buffer = new SecretBuffer(envelope.Length - head.Length);
        envelope.Span[head.Length..].CopyTo(buffer.Span);
        return new(buffer);
    }

    public ValueTask<SealedValue> SealInPartsAsync(EnvelopeScope scope, ProtectionKey? key, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public ValueTask<SecretBuffer?> OpenPartsAsync(EnvelopeScope scope, string? userKeyId, SealedValue value, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
