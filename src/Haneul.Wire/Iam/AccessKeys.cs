using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>An access key (Keystone: application credential).</summary>
public sealed record AccessKeyBody(
    string Id,
    string Name,
    string? Description,
    string UserId,
    string ProjectId,
    string? System,
    string? ExpiresAt,
    bool? Unrestricted,
    IReadOnlyList<KeyRoleBody> Roles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<KeyRuleBody>? AccessRules,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret,
    SelfLink Links)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{nameof(AccessKeyBody)} {Id}";
}

/// <summary>Answer of CreateApplicationCredential and GetApplicationCredential.</summary>
public sealed record AccessKeyResponse(AccessKeyBody ApplicationCredential);

/// <summary>Answer of ListApplicationCredentials.</summary>
public sealed record AccessKeysResponse(IReadOnlyList<AccessKeyBody> ApplicationCredentials, ListLinks Links);

/// <summary>An access rule inside an access key.</summary>
public sealed record KeyRuleBody(string Id, string Service, string Path, string Method);

/// <summary>An access rule by itself.</summary>
public sealed record AccessRuleBody(string Id, string Service, string Path, string Method, SelfLink Links);

/// <summary>Answer of GetAccessRule.</summary>
public sealed record AccessRuleResponse(AccessRuleBody AccessRule);

/// <summary>Answer of ListAccessRules.</summary>
public sealed record AccessRulesResponse(IReadOnlyList<AccessRuleBody> AccessRules, ListLinks Links);
