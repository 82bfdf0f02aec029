using System.Threading.RateLimiting;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.SecretsManager.Transfer.Bundles;

/// <summary>What a request names to protect a bundle: exactly one of both.</summary>
/// <param name="Password">A password.</param>
/// <param name="Key">A key of 32 bytes.</param>
internal sealed record BundleSecret(string? Password, byte[]? Key)
{
    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(BundleSecret);
}

/// <summary>Makes protections of what requests name. One password at a time: it is meant to be slow, and must not slow down everything else.</summary>
internal sealed class BundleKeys(IRandomSource random) : IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = 4, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>For a new bundle; 429 if too many passwords are being worked on.</summary>
    public ValueTask<Outcome<BundleProtection>> NewAsync(BundleSecret secret, CancellationToken cancellation)
    {
        var salt = new byte[BundleCipher.SaltSize];
        random.Fill(salt);
        return DeriveAsync(secret, salt, secret.Password is null ? 0 : BundleProtection.NewRounds, cancellation);
    }

    /// <summary>For a bundle that is there; null if it wants the other of password and key. 429 if too many passwords are being worked on.</summary>
    public async ValueTask<Outcome<BundleProtection?>> OfAsync(BundleSecret secret, int rounds, byte[] salt, CancellationToken cancellation)
    {
        if (rounds == 0 != secret.Password is null)
        {
            return (BundleProtection?)null;
        }

        var protection = await DeriveAsync(secret, salt, rounds, cancellation);
        return protection.Error is { } busy ? busy : protection.Value;
    }

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    private async ValueTask<Outcome<BundleProtection>> DeriveAsync(BundleSecret secret, byte[] salt, int rounds, CancellationToken cancellation)
    {
        if (secret.Password is null)
        {
            return BundleProtection.FromKey(secret.Key, salt);
        }

        using var lease = await _limiter.AcquireAsync(1, cancellation);
        return lease.IsAcquired
            ? BundleProtection.FromPassword(secret.Password, salt, rounds)
            : CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = 1 };
    }
}
