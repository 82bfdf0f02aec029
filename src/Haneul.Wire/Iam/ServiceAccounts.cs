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

/// <summary>JSON metadata of service accounts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServiceAccountResponse))]
[JsonSerializable(typeof(ServiceAccountsResponse))]
public sealed partial class ServiceAccountsJson : JsonSerializerContext;
