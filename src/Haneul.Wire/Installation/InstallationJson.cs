using System.Text.Json.Serialization;

namespace Haneul.Wire.Installation;

/// <summary>JSON metadata of what is answered about the installation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(InstallationResponse))]
public sealed partial class InstallationJson : JsonSerializerContext;
