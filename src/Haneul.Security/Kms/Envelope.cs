using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms;

/// <summary>Envelopes under the service keys of projects, under user keys, or under the installation's own key where the scope names no project.</summary>
internal sealed class Envelope(ServiceKeys serviceKeys, SystemKeys systemKeys, KeyMaterials materials, IRandomSource random) : IKeyring
{
    /// <inheritdoc />
    public async ValueTask<byte[]> SealAsync(EnvelopeScope scope, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation)
    {
        using var lease = scope.ProjectId.Length == 0
            ? systemKeys.LeaseEnvelopeKey()
            : await serviceKeys.LeaseNewestAsync(scope.ProjectId, scope.Service, cancellation);
        return EnvelopeFormat.Seal(lease.Key, scope, plaintext.Span, random);
    }

    /// <inheritdoc />
    public async ValueTask<SecretBuffer> OpenAsync(EnvelopeScope scope, ReadOnlyMemory<byte> envelope, CancellationToken cancellation)
    {
        if (envelope.Length < EnvelopeFormat.Overhead)
        {
            throw new EnvelopeException("The envelope is too short.");
        }

        using var lease = await LeaseAsync(scope, envelope, cancellation);
        return EnvelopeFormat.Open(lease.Key, scope, envelope.Span);
    }

    /// <inheritdoc />
    public async ValueTask<SealedValue> SealInPartsAsync(EnvelopeScope scope, ProtectionKey? key, ReadOnlyMemory<byte> plaintext, CancellationToken cancellation)
    {
        using var lease = key is null
            ? await serviceKeys.LeaseNewestAsync(scope.ProjectId, scope.Service, cancellation)
            : await materials.LeaseAsync(scope.ProjectId, key.Id, key.Version, cancellation)
                ?? throw new EnvelopeException("The version of the user key can't be used any more.");
        var envelope = EnvelopeFormat.Seal(lease.Key, scope, plaintext.Span, random);
        return new SealedValue(envelope[..EnvelopeFormat.WrappedKeySize], envelope[EnvelopeFormat.WrappedKeySize..]);
    }

    /// <inheritdoc />
    public async ValueTask<SecretBuffer?> OpenPartsAsync(EnvelopeScope scope, string? userKeyId, SealedValue value, CancellationToken cancellation)
    {
        if (userKeyId is null)
        {
            using var serviceKey = await LeaseAsync(scope, value.WrappedKey, cancellation);
            return EnvelopeFormat.Open(serviceKey.Key, scope, value.WrappedKey, value.Ciphertext);
        }

        var (keyId, version) = EnvelopeFormat.ReadHeader(value.WrappedKey);
        if (!KeyMaterials.TryParseId(userKeyId, out var namedId) || namedId != keyId)
        {
            // Before that key is asked for: one that can't be used must not pass for the reason.
            throw new EnvelopeException("The envelope was made under another key.");
        }

        var lease = await materials.LeaseAsync(scope.ProjectId, userKeyId, version, cancellation);
        if (lease is null)
        {
            return null;
        }

        using var userKey = lease.Value;
        return EnvelopeFormat.Open(userKey.Key, scope, value.WrappedKey, value.Ciphertext);
    }

    // Not for safety, the id is authenticated anyway: it tells an envelope of another project from a damaged one.
    private static void RequireKey(WrappingKey key, UInt128 keyId)
    {
        if (key.Id != keyId)
        {
            throw new EnvelopeException("The envelope was made under another key.");
        }
    }

    private async ValueTask<WrappingKeyLease> LeaseAsync(EnvelopeScope scope, ReadOnlyMemory<byte> header, CancellationToken cancellation)
    {
        var (keyId, term) = EnvelopeFormat.ReadHeader(header.Span);
        var lease = scope.ProjectId.Length == 0
            ? systemKeys.LeaseEnvelopeKey()
            : await serviceKeys.LeaseAsync(scope.ProjectId, scope.Service, term, cancellation);
        try
        {
            RequireKey(lease.Key, keyId);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }
}
