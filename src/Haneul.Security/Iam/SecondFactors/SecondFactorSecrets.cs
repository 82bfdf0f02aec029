using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>
/// Makes and encloses the secrets that authenticator apps share with the server. They must be had in clear to compute with, so they are sealed under the installation's own
/// key and bound to their user: a row that somebody gave to another user opens for nobody.
/// </summary>
internal sealed class SecondFactorSecrets(IKeyring keyring, IRandomSource random, IdGenerator ids)
{
    /// <summary>Keeps these envelopes apart from those of other tables.</summary>
    public const string Purpose = "iam-second-factor";

    /// <summary>A new second factor of a user, with its secret in Base32 for the one answer that shows it.</summary>
    public async ValueTask<(SecondFactor Begun, string Secret)> GenerateAsync(string userId, CancellationToken cancellation)
    {
        var secret = new byte[Totp.SecretSize];
        random.Fill(secret);
        try
        {
            var begun = new SecondFactor(ids.NewHexId(), userId, [], UsedStep: 0, EnabledAt: null);
            return (begun with { Sealed = await keyring.SealAsync(ScopeOf(begun), secret, cancellation) }, Base32Text.Encode(secret));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The time step whose passcode it is; null if it is none that may be used now.</summary>
    public async ValueTask<long?> FindStepAsync(SecondFactor factor, string passcode, DateTimeOffset now, CancellationToken cancellation)
    {
        using var secret = await keyring.OpenAsync(ScopeOf(factor), factor.Sealed, cancellation);
        return Totp.FindStep(secret.Span, passcode, factor.UsedStep, now);
    }

    private static EnvelopeScope ScopeOf(SecondFactor factor) => new("", Purpose, ProjectId: "", $"{factor.Id} {factor.UserId}", Version: 0);
}
