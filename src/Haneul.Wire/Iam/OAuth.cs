using System.Text.Json;
using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>An OAuth1 consumer: a program that acts for users who let it. Its secret is in the answer to its creation only.</summary>
public sealed record ConsumerBody(
    string Id,
    string? Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    SelfLink Links)
{
    /// <summary>Attributes of a caller's own. Set, not init: the generated metadata would take it for a parameter of the constructor, which it must not be.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Extra { get; set; }
}

/// <summary>Answer of CreateConsumer, GetConsumer and UpdateConsumer.</summary>
public sealed record ConsumerResponse(ConsumerBody Consumer);

/// <summary>Answer of ListConsumers.</summary>
public sealed record ConsumersResponse(IReadOnlyList<ConsumerBody> Consumers, ListLinks Links);

/// <summary>What a user has let a consumer do, without its secret.</summary>
public sealed record AccessTokenBody(string Id, string ConsumerId, string ProjectId, string AuthorizingUserId, string ExpiresAt, AccessTokenLinks Links);

/// <summary>Links of an access token.</summary>
public sealed record AccessTokenLinks(string Roles, string Self);

/// <summary>Answer of GetAccessToken.</summary>
public sealed record AccessTokenResponse(AccessTokenBody AccessToken);

/// <summary>Answer of ListAccessTokens.</summary>
public sealed record AccessTokensResponse(IReadOnlyList<AccessTokenBody> AccessTokens, ListLinks Links);

/// <summary>A role inside an access token, without its description, as in Keystone.</summary>
public sealed record AccessTokenRoleBody(string Id, string Name, string? DomainId, ImmutableOption Options, SelfLink Links);

/// <summary>Answer of ListAccessTokenRoles.</summary>
public sealed record AccessTokenRolesResponse(IReadOnlyList<AccessTokenRoleBody> Roles, ListLinks Links);

/// <summary>Answer of GetAccessTokenRole.</summary>
public sealed record AccessTokenRoleResponse(AccessTokenRoleBody Role);

/// <summary>Answer of AuthorizeRequestToken.</summary>
public sealed record AuthorizedRequestTokenResponse(RequestTokenVerifier Token);

/// <summary>What the consumer needs to turn its request token into an access token.</summary>
public sealed record RequestTokenVerifier(string OauthVerifier);

/// <summary>JSON metadata of OAuth1.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ConsumerResponse))]
[JsonSerializable(typeof(ConsumersResponse))]
[JsonSerializable(typeof(AccessTokenResponse))]
[JsonSerializable(typeof(AccessTokensResponse))]
[JsonSerializable(typeof(AccessTokenRolesResponse))]
[JsonSerializable(typeof(AccessTokenRoleResponse))]
[JsonSerializable(typeof(AuthorizedRequestTokenResponse))]
public sealed partial class OAuthJson : JsonSerializerContext;
