using System.Collections.Concurrent;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.Iam.OAuth;

/// <summary>
/// Secrets of consumers and of their tokens. Checking a signature takes the secret itself, so they are enclosed under the keys of the installation and not hashed. They are
/// made here and nowhere else, of characters that need no escaping where signatures are made.
/// </summary>
internal sealed class OAuthSecrets(IKeyring keyring, IdGenerator ids)
{
    /// <summary>Of a consumer.</summary>
    public const string Consumer = "oauth-consumer";

    /// <summary>Of a request token.</summary>
    public const string RequestToken = "oauth-request-token";

    /// <summary>Of an access token.</summary>
    public const string AccessToken = "oauth-access-token";

    private const int SecretBytes = 32;

    private readonly ConcurrentDictionary<string, byte[]> _decoys = new(StringComparer.Ordinal);

    /// <summary>A new secret, and what is stored of it.</summary>
    public async ValueTask<NewSecret> CreateAsync(string purpose, string id, CancellationToken cancellation)
    {
        var secret = ids.NewUrlSafe(SecretBytes);
        return new(secret, await keyring.SealAsync(Scope(purpose, id), Encoding.ASCII.GetBytes(secret), cancellation));
    }

    /// <summary>A stored secret; for null, where there is nothing to open, one that nobody knows, after the same work.</summary>
    public async ValueTask<SecretBuffer> OpenAsync(string purpose, string id, byte[]? enclosed, CancellationToken cancellation)
    {
        if (enclosed is not null)
        {
            return await keyring.OpenAsync(Scope(purpose, id), enclosed, cancellation);
        }

        if (!_decoys.TryGetValue(purpose, out var decoy))
        {
            decoy = (await CreateAsync(purpose, "", cancellation)).Sealed;
            _decoys[purpose] = decoy;
        }

        return await keyring.OpenAsync(Scope(purpose, ""), decoy, cancellation);
    }

    private static EnvelopeScope Scope(string purpose, string id) => new("", purpose, ProjectId: "", id, Version: 0);
}

/// <summary>A secret that was just made.</summary>
/// <param name="Secret">For the answer, once.</param>
/// <param name="Sealed">For the database.</param>
internal sealed record NewSecret(string Secret, byte[] Sealed)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => nameof(NewSecret);
}
