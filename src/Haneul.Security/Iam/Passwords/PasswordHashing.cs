using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.Passwords;

/// <summary>What a password costs.</summary>
/// <param name="Iterations">Rounds of PBKDF2-HMAC-SHA512 for new passwords, and for those of users who don't exist.</param>
/// <param name="Concurrency">How many passwords are worked on at once.</param>
/// <param name="Queue">How many more may wait; beyond that the answer is 429.</param>
internal sealed record PasswordCost(int Iterations, int Concurrency, int Queue)
{
    /// <summary>OWASP's number of rounds; one core stays free, so that a flood of sign-ins does not starve the checking of tokens.</summary>
    public static PasswordCost Default { get; } = new(210_000, Math.Max(1, Environment.ProcessorCount - 1), Environment.ProcessorCount * 4);
}

/// <summary>Makes and checks stored passwords: PBKDF2, then HMAC under the pepper. A few at a time; it is meant to be slow.</summary>
internal sealed class PasswordHashing(ISystemKeys keys, IRandomSource random, PasswordCost cost) : IDisposable
{
    /// <summary>Bounds of a new password.</summary>
    public const int ShortestPassword = 8;

    /// <summary>Bounds of a password at all.</summary>
    public const int LongestPassword = 128;

    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = cost.Concurrency,
        QueueLimit = cost.Queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The stored form of a new password; 429 if too many are being worked on.</summary>
    public async ValueTask<Outcome<string>> HashAsync(string password, CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellation);
        if (!lease.IsAcquired)
        {
            return Busy();
        }

        return Seal(Derive(password));
    }

    /// <summary>
    /// Whether a password is the stored one; 429 if too many are being worked on. Null for <paramref name="stored"/> (there is no such user, or one without
    /// a password) takes as long as any other of the cost that is set, and is false.
    /// </summary>
    public async ValueTask<Outcome<bool>> VerifyAsync(string password, string? stored, CancellationToken cancellation)
    {
        using var lease = await _limiter.AcquireAsync(1, cancellation);
        if (!lease.IsAcquired)
        {
            return Busy();
        }

        var known = stored is null ? null : PasswordHash.Parse(stored);
        var compared = known ?? new PasswordHash(cost.Iterations, new byte[PasswordHash.SaltSize], new byte[PasswordHash.HashSize]);
        var mac = Pepper(PasswordHash.Derive(password, compared.Salt, compared.Iterations));
        return CryptographicOperations.FixedTimeEquals(mac, compared.Hash) & known is not null;
    }

    /// <summary>The slow half of a new password, which needs no system key. For the first start, before its transaction.</summary>
    public DerivedPassword Derive(string password)
    {
        var salt = new byte[PasswordHash.SaltSize];
        random.Fill(salt);
        return new(cost.Iterations, salt, PasswordHash.Derive(password, salt, cost.Iterations));
    }

    /// <summary>The fast half: the stored form.</summary>
    public string Seal(DerivedPassword derived) => new PasswordHash(derived.Iterations, derived.Salt, Pepper(derived.Key)).ToText();

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    private static Error Busy() => CommonErrors.TooManyRequests.AsError() with { RetryAfterSeconds = 1 };

    private byte[] Pepper(byte[] derived)
    {
        var mac = new byte[PasswordHash.HashSize];
        keys.ComputeHmac(SystemKey.PasswordPepper, derived, mac);
        CryptographicOperations.ZeroMemory(derived);
        return mac;
    }
}

/// <summary>What PBKDF2 made of a new password; not yet fit to be stored.</summary>
internal sealed record DerivedPassword(int Iterations, byte[] Salt, byte[] Key)
{
    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(DerivedPassword);
}
