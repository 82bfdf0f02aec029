using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>A consumer as a program of somebody else's would be: it signs by RFC 5849 with nothing of the product's own.</summary>
/// <param name="fixture">The server.</param>
/// <param name="id">Its id.</param>
/// <param name="secret">Its secret.</param>
internal sealed class OAuthConsumer(ApiFixture fixture, string id, string secret)
{
    public const string RequestToken = "/identity/v3/OS-OAUTH1/request_token";
    public const string AccessToken = "/identity/v3/OS-OAUTH1/access_token";

    public string Id => id;

    public string Secret => secret;

    /// <summary>A consumer that the administrator has just made.</summary>
    public static async Task<OAuthConsumer> CreateAsync(ApiFixture fixture)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/OS-OAUTH1/consumers", await fixture.AdminTokenAsync(), """{"consumer":{"description":"of a test"}}""");
        Assert.Equal(201, status);
        var consumer = body.GetProperty("consumer");
        return new OAuthConsumer(fixture, consumer.GetProperty("id").GetString()!, consumer.GetProperty("secret").GetString()!);
    }

    /// <summary>The same consumer, lying about something.</summary>
    public OAuthConsumer With(string? otherId = null, string? otherSecret = null) => new(fixture, otherId ?? id, otherSecret ?? secret);

    /// <summary>The header that signs a POST to a path.</summary>
    public string Sign(string path, TokenPair? token = null, Signing? options = null)
    {
        options ??= new Signing();
        var now = fixture.Time.GetUtcNow().ToUnixTimeSeconds() + options.ClockOff;
        var parameters = new List<(string Name, string Value)>
        {
            ("oauth_consumer_key", id),
            ("oauth_nonce", options.Nonce ?? fixture.Services.GetRequiredService<IdGenerator>().NewHexId()),
            ("oauth_signature_method", options.Method),
            ("oauth_timestamp", now.ToString(CultureInfo.InvariantCulture)),
            ("oauth_version", "1.0"),
        };
        if (token is not null)
        {
            parameters.Add(("oauth_token", token.Id));
        }

        if (options.Verifier is not null)
        {
            parameters.Add(("oauth_verifier", options.Verifier));
        }

        var key = $"{Uri.EscapeDataString(secret)}&{Uri.EscapeDataString(token?.Secret ?? "")}";
        var url = fixture.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) + (options.SignedPath ?? path);
        var text = "POST&" + Uri.EscapeDataString(url) + "&" + Uri.EscapeDataString(string.Join('&', parameters
            .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}").Order(StringComparer.Ordinal)));
        var signature = options.Method switch
        {
            "PLAINTEXT" => key,
            "HMAC-SHA256" => Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text))),
#pragma warning disable CA5350 // What OAuth1 is made of.
            _ => Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(text))),
#pragma warning restore CA5350
        };
        return "OAuth realm=\"test\", " + string.Join(", ", parameters.Append(("oauth_signature", signature)).Select(pair => $"{pair.Item1}=\"{Uri.EscapeDataString(pair.Item2)}\""));
    }

    /// <summary>Sends a signed POST.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string authorization, string? projectId = null, string? json = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (projectId is not null)
        {
            request.Headers.Add("Requested-Project-Id", projectId);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return await fixture.Http.SendAsync(request);
    }

    /// <summary>Asks to act in a project.</summary>
    public async Task<TokenPair> AskAsync(string projectId)
    {
        using var response = await PostAsync(RequestToken, Sign(RequestToken), projectId);
        return await TokenPair.ReadAsync(response);
    }

    /// <summary>A user authorises a request token; gives the verifier.</summary>
    public async Task<string> AuthorizeAsync(TokenPair requestToken, string userToken, params string[] roles)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{requestToken.Id}", userToken, RolesJson(roles));
        Assert.True(status == 200, $"{status}: {body}");
        return body.GetProperty("token").GetProperty("oauth_verifier").GetString()!;
    }

    /// <summary>Turns an authorised request token into an access token.</summary>
    public async Task<TokenPair> ExchangeAsync(TokenPair requestToken, string verifier)
    {
        using var response = await PostAsync(AccessToken, Sign(AccessToken, requestToken, new Signing { Verifier = verifier }));
        return await TokenPair.ReadAsync(response);
    }

    /// <summary>Goes the whole way to an access token.</summary>
    public async Task<TokenPair> ObtainAsync(string userToken, string projectId, params string[] roles)
    {
        var asked = await AskAsync(projectId);
        return await ExchangeAsync(asked, await AuthorizeAsync(asked, userToken, roles));
    }

    /// <summary>Signs in with an access token: status, token and body.</summary>
    public async Task<(int Status, string? Token, JsonElement Body)> SignInAsync(TokenPair accessToken, Signing? options = null, string scopeJson = "")
    {
        using var response = await PostAsync(
            Api.Iam.IamRequests.Tokens, Sign(Api.Iam.IamRequests.Tokens, accessToken, options),
            json: "{\"auth\":{\"identity\":{\"methods\":[\"oauth1\"],\"oauth1\":{}}" + scopeJson + "}}");
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        return ((int)response.StatusCode, response.Headers.TryGetValues("X-Subject-Token", out var tokens) ? tokens.Single() : null, body);
    }

    /// <summary>A token by an access token.</summary>
    public async Task<string> TokenAsync(TokenPair accessToken)
    {
        var (status, token, body) = await SignInAsync(accessToken);
        Assert.True(status == 201, $"{status}: {body}");
        return token!;
    }

    /// <summary>The body that names roles.</summary>
    public static string RolesJson(params string[] roles) => $"{{\"roles\":[{string.Join(',', roles.Select(role => $"{{\"name\":\"{role}\"}}"))}]}}";
}

/// <summary>How a request is signed, where it differs from the usual.</summary>
internal sealed record Signing
{
    public string Method { get; init; } = "HMAC-SHA1";

    public string? Nonce { get; init; }

    public string? Verifier { get; init; }

    public string? SignedPath { get; init; }

    public long ClockOff { get; init; }
}

/// <summary>A request or access token with its secret.</summary>
internal sealed record TokenPair(string Id, string Secret)
{
    public static async Task<TokenPair> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 201, $"{(int)response.StatusCode}: {text}");
        var fields = text.Split('&').Select(field => field.Split('=')).ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1]));
        Assert.EndsWith("Z", fields["oauth_expires_at"], StringComparison.Ordinal);
        return new TokenPair(fields["oauth_token"], fields["oauth_token_secret"]);
    }
}
