using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>JSON metadata of IAM's records. Keystone writes nulls, so absent fields say so themselves.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VersionsResponse))]
[JsonSerializable(typeof(VersionResponse))]
[JsonSerializable(typeof(ProjectResponse))]
[JsonSerializable(typeof(ProjectsResponse))]
[JsonSerializable(typeof(AccessKeyResponse))]
[JsonSerializable(typeof(AccessKeysResponse))]
[JsonSerializable(typeof(AccessRuleResponse))]
[JsonSerializable(typeof(AccessRulesResponse))]
public sealed partial class IamJson : JsonSerializerContext;
