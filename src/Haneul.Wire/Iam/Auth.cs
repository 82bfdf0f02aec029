using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>An organisation (Keystone: domain) that a token may be asked for.</summary>
public sealed record AuthDomainBody(string Id, string Name, string Description, bool Enabled, IReadOnlyList<string> Tags, NoOptions Options, SelfLink Links);

/// <summary>Answer of ListAuthDomains.</summary>
public sealed record AuthDomainsResponse(IReadOnlyList<AuthDomainBody> Domains, ListLinks Links);

/// <summary>The installation, as something that a token may be asked for.</summary>
public sealed record AuthSystemBody(bool All);

/// <summary>Answer of GetAuthSystem.</summary>
public sealed record AuthSystemResponse(IReadOnlyList<AuthSystemBody> System, SelfLink Links);

/// <summary>JSON metadata of the records about what tokens may be asked for.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuthDomainsResponse))]
[JsonSerializable(typeof(AuthSystemResponse))]
public sealed partial class AuthJson : JsonSerializerContext;
