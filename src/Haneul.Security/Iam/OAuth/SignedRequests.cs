using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Checks the signature of a request that a consumer has signed (RFC 5849, 3.2), and lets each signed request in once.</summary>
internal sealed class SignedRequests(IDatabase database, OAuthSecrets secrets)
{
    /// <summary>How far the clock of a consumer may be off, either way; for so long a request that was let in is remembered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int LongestValue = 255;
    private const string HmacSha1 = "HMAC-SHA1";
    private const string HmacSha256 = "HMAC-SHA256";

    /// <summary>
    /// Whether the request is signed with the secrets of its consumer and, if <paramref name="tokenPurpose"/> is given, of a token of that consumer. False for whatever is wrong,
    /// after the same work: an unknown consumer, a token of another one, PLAINTEXT (which shows the secrets), a clock that is off, and a request seen before.
    /// </summary>
    public async ValueTask<bool> VerifyAsync(Call call, OAuthHeader header, string? tokenPurpose, byte[]? tokenSecret)
    {
        var cancellation = call.Context.RequestAborted;
        var consumerSecret = await FindConsumerSecretAsync(call, header, cancellation);
        bool isSigned;
        using (var consumer = await secrets.OpenAsync(OAuthSecrets.Consumer, header.ConsumerId ?? "", consumerSecret, cancellation))
        {
            using var token = tokenPurpose is null ? null : await secrets.OpenAsync(tokenPurpose, header.Token ?? "", tokenSecret, cancellation);
            isSigned = IsSigned(call, header, consumer, token);
        }

        return isSigned && consumerSecret is not null && (tokenPurpose is null || tokenSecret is not null)
            && IsInTime(call, header, out var expiresAt) && await IsFirstAsync(header, expiresAt);
    }

    private async ValueTask<byte[]?> FindConsumerSecretAsync(Call call, OAuthHeader header, CancellationToken cancellation)
    {
        var id = header.ConsumerId;
        var found = await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync($"SELECT secret FROM iam_oauth_consumers WHERE id = {id}", static row => row.GetFieldValue<byte[]>(0)), cancellation);
        if (found is not null && call.Trail.ActorId is null)
        {
            // A known consumer's failures are its events; all others are only counted.
            call.Trail.ActorId = id;
            call.Trail.ActorCredentialId = id;

            // Consumers are the installation's, and so of its first organisation: an event of none would be nobody's to see.
            call.Trail.ActorDomainId = Organisation.DefaultId;
        }

        return found;
    }

    private static bool IsSigned(Call call, OAuthHeader header, SecretBuffer consumerSecret, SecretBuffer? tokenSecret)
    {
        var key = new byte[consumerSecret.Length + 1 + (tokenSecret?.Length ?? 0)];
        consumerSecret.Span.CopyTo(key);
        key[consumerSecret.Length] = (byte)'&';
        tokenSecret?.Span.CopyTo(key.AsSpan(consumerSecret.Length + 1));
        try
        {
            Span<byte> given = stackalloc byte[64];
            if (!Convert.TryFromBase64String(header.Find("oauth_signature") ?? "", given, out var length))
            {
                length = 0;
            }

            var method = header.Find("oauth_signature_method");
            var isSigned = false;
            foreach (var address in AddressesOf(call))
            {
                var text = SignatureBase.Build(call.Context.Request.Method, address, SignatureBase.PairsOf(call.Context.Request.Query), header);
                isSigned |= CryptographicOperations.FixedTimeEquals(Compute(method, key, text), given[..length]);
            }

            return isSigned && (method is HmacSha1 or HmacSha256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>
    /// The addresses that the consumer may have signed: the one on the wire, and the public one where an operator has set that. Either names this operation and no other.
    /// </summary>
    private static IEnumerable<Uri> AddressesOf(Call call)
    {
        var request = call.Context.Request;
        var path = request.Path.Value![(call.Service!.Id.Length + 1)..];
        var target = call.Context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? path;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var candidates = new[] { $"{request.Scheme}://{request.Host.Value}{(end < 0 ? target : target[..end])}", call.BaseUrl + path };
        return candidates.Distinct(StringComparer.Ordinal).Where(static text => Uri.TryCreate(text, UriKind.Absolute, out _)).Select(static text => new Uri(text));
    }

    private static byte[] Compute(string? method, byte[] key, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        // What every client of OAuth1 can do. As a MAC it holds, whatever has become of SHA-1 as a hash.
#pragma warning disable CA5350
        return method == HmacSha1 ? HMACSHA1.HashData(key, bytes) : HMACSHA256.HashData(key, bytes);
#pragma warning restore CA5350
    }

    private static bool IsInTime(Call call, OAuthHeader header, out long expiresAt)
    {
        expiresAt = 0;
        if (header.Find("oauth_version") is not (null or "1.0")
            || !long.TryParse(header.Find("oauth_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)
            || header.Find("oauth_nonce") is not { Length: <= LongestValue })
        {
            return false;
        }

        var window = (long)Window.TotalSeconds;
        var now = call.Now.ToUnixTimeSeconds();
        expiresAt = timestamp + window;
        return timestamp >= now - window && timestamp <= now + window;
    }

    /// <summary>Remembers a request that is right in all else. Durable before anything is done for it: two servers, or one that was restarted, let it in once between them.</summary>
    private async ValueTask<bool> IsFirstAsync(OAuthHeader header, long expiresAt)
    {
        using var parts = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in (ReadOnlySpan<string>)["oauth_consumer_key", "oauth_token", "oauth_timestamp", "oauth_nonce"])
        {
            // With its length, so that no two requests come to the same bytes.
            var value = Encoding.UTF8.GetBytes(header.Find(name) ?? "");
            parts.AppendData(BitConverter.GetBytes(value.Length));
            parts.AppendData(value);
        }

        var hash = parts.GetHashAndReset();
        return await database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO iam_oauth_nonces (hash, expires_at) VALUES ({hash}, {expiresAt}) ON CONFLICT DO NOTHING")) > 0;
    }
}
