using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Kms;

/// <summary>Envelopes under the keys of projects, or under the installation's own where the scope names no project.</summary>
internal sealed class Envelope(ProjectKeys projectKeys, SystemKeys systemKeys, IRandomSource random) : IKeyring
{
    /// <inheritdoc />
    public async ValueTask<byte[]> SealAsync(EnvelopeScope scope, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation)
    {
        using var lease = scope.ProjectId.Length == 0
            ? systemKeys.LeaseEnvelopeKey()
            : await projectKeys.LeaseNewestAsync(scope.ProjectId, cancellation);
        return EnvelopeFormat.Seal(lease.Key, scope, plaintext.Span, random);
    }

    /// <inheritdoc />
    public async ValueTask<SecretBuffer> OpenAsync(EnvelopeScope scope, ReadOnlyMemory<byte> envelope, CancellationToken cancellation)
    {
        var (keyId, term) = EnvelopeFormat.ReadHeader(envelope.Span);
        using var lease = scope.ProjectId.Length == 0
            ? systemKeys.LeaseEnvelopeKey()
            : await projectKeys.LeaseAsync(scope.ProjectId, term, cancellation);

        // Not for safety, the id is authenticated anyway: it tells an envelope of another project from a damaged one.
        if (lease.Key.Id != keyId)
        {
            throw new EnvelopeException("The envelope was made under another key.");
        }

        return EnvelopeFormat.Open(lease.Key, scope, envelope.Span);
    }
}
