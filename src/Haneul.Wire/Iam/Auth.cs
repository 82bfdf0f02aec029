using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>The installation, as something that a token may be asked for.</summary>
public sealed record AuthSystemBody(bool All);

/// <summary>Answer of GetAuthSystem.</summary>
public sealed record AuthSystemResponse(IReadOnlyList<AuthSystemBody> System, SelfLink Links);

/// <summary>JSON metadata of the records about what tokens may be asked for.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuthSystemResponse))]
public sealed partial class AuthJson : JsonSerializerContext;
