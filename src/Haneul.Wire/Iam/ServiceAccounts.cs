using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>A service account: an identity of one project that signs in with access keys only. Ours; KakaoCloud has it in its console (spec/roles.md section 9).</summary>
/// <param name="Id">Its user id.</param>
/// <param name="Name">Its full name, <c>{custom}-{project name}@kc.serviceaccount.com</c>.</param>
/// <param name="Description">What it is for.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Status"><c>ACTIVE</c> or <c>INACTIVE</c>: an inactive one's keys and tokens are refused.</param>
/// <param name="Roles">The roles that it is given in its project.</param>
/// <param name="CreatedBy">The user who made it.</param>
/// <param name="CreatedAt">When, RFC 3339 in UTC.</param>
public sealed record ServiceAccountBody(
    string Id, string Name, string Description, string ProjectId, string Status, IReadOnlyList<ServiceAccountRole> Roles, string CreatedBy, string CreatedAt);

/// <summary>A role of a service account.</summary>
public sealed record ServiceAccountRole(string Id, string Name);

/// <summary>Answer of the operations on one service account.</summary>
public sealed record ServiceAccountResponse(ServiceAccountBody ServiceAccount);

/// <summary>Answer of ListServiceAccounts. There are at most a hundred in a project, so the list is whole.</summary>
public sealed record ServiceAccountsResponse(IReadOnlyList<ServiceAccountBody> ServiceAccounts);

/// <summary>An access key of a service account.</summary>
/// <param name="Id">Its id, which signs in.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; null for nothing said.</param>
/// <param name="ServiceAccountId">Whose it is.</param>
/// <param name="ProjectId">The project that its tokens are for.</param>
/// <param name="Roles">The roles that it holds, implied ones included: those of its account when it was made.</param>
/// <param name="ExpiresAt">When it ends, RFC 3339 in UTC; null for never.</param>
/// <param name="Secret">In the answer to its creation only.</param>
public sealed record ServiceAccountAccessKeyBody(
    string Id, string Name, string? Description, string ServiceAccountId, string ProjectId, IReadOnlyList<ServiceAccountRole> Roles, string? ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{nameof(ServiceAccountAccessKeyBody)} {Id}";
}

/// <summary>Answer of CreateServiceAccountAccessKey.</summary>
public sealed record ServiceAccountAccessKeyResponse(ServiceAccountAccessKeyBody AccessKey);

/// <summary>Answer of ListServiceAccountAccessKeys.</summary>
public sealed record ServiceAccountAccessKeysResponse(IReadOnlyList<ServiceAccountAccessKeyBody> AccessKeys);

/// <summary>An S3 key of a service account.</summary>
/// <param name="Access">The access id, which signatures name.</param>
/// <param name="ServiceAccountId">Whose it is.</param>
/// <param name="ProjectId">The project that it is for.</param>
/// <param name="Secret">In the answer to its creation only.</param>
public sealed record ServiceAccountS3KeyBody(
    string Access, string ServiceAccountId, string ProjectId, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret)
{
    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{nameof(ServiceAccountS3KeyBody)} {Access}";
}

/// <summary>Answer of CreateServiceAccountS3Key.</summary>
public sealed record ServiceAccountS3KeyResponse(ServiceAccountS3KeyBody S3Key);

/// <summary>Answer of ListServiceAccountS3Keys.</summary>
public sealed record ServiceAccountS3KeysResponse(IReadOnlyList<ServiceAccountS3KeyBody> S3Keys);

/// <summary>JSON metadata of service accounts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServiceAccountResponse))]
[JsonSerializable(typeof(ServiceAccountsResponse))]
[JsonSerializable(typeof(ServiceAccountAccessKeyResponse))]
[JsonSerializable(typeof(ServiceAccountAccessKeysResponse))]
[JsonSerializable(typeof(ServiceAccountS3KeyResponse))]
[JsonSerializable(typeof(ServiceAccountS3KeysResponse))]
public sealed partial class ServiceAccountsJson : JsonSerializerContext;
