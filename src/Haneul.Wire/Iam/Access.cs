using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>Something that an answer names.</summary>
public sealed record NamedReference(string Id, string Name);

/// <summary>Answer of ExplainAccess.</summary>
public sealed record AccessDecisionResponse(AccessDecision Decision);

/// <summary>Whether somebody may make a call, and why.</summary>
/// <param name="Allowed">Whether a new token of theirs may make it; null where that depends on something that the question does not tell, or that the asker may not see.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Permission">What the operation asks for.</param>
/// <param name="Rule">In words, who may.</param>
/// <param name="Reasons">Everything that speaks for or against it, the decisive first.</param>
/// <param name="Roles">The roles that they hold there now, each with the way by which it came.</param>
/// <param name="RolesThatWouldAllow">The names of the roles each of which, held there, would be enough.</param>
/// <param name="AccessControl">What the access control of the resource says; null without a resource, or where the asker may not see it.</param>
public sealed record AccessDecision(
    bool? Allowed,
    string Operation,
    string Permission,
    string Rule,
    IReadOnlyList<AccessReason> Reasons,
    IReadOnlyList<AccessRole> Roles,
    IReadOnlyList<string> RolesThatWouldAllow,
    AccessControlState? AccessControl);

/// <summary>A reason of a decision.</summary>
/// <param name="Code">Its kind, for programs.</param>
/// <param name="Text">What it says, for people.</param>
public sealed record AccessReason(string Code, string Text);

/// <summary>A role that somebody holds somewhere, by one of the ways by which they do.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Through"><c>direct</c>, <c>group</c>, <c>inherited</c> or <c>implied</c>.</param>
/// <param name="Source">The group, the place that it is inherited from, or the role that implies it; null for a role that is given there directly.</param>
/// <param name="InForce">Whether it counts: a role that the access key was not made with does not.</param>
public sealed record AccessRole(string Name, string Through, AccessRoleSource? Source, bool InForce);

/// <summary>Where a role comes from.</summary>
/// <param name="Type"><c>group</c>, <c>organisation</c>, <c>project</c> or <c>role</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record AccessRoleSource(string Type, string Id, string Name);

/// <summary>What the access control of a resource says of somebody.</summary>
/// <param name="Enabled">Whether it is on.</param>
/// <param name="Listed">Whether they own the resource or are on its list, themselves or by a group.</param>
public sealed record AccessControlState(bool Enabled, bool Listed);

/// <summary>Answer of ListOperations.</summary>
public sealed record OperationsResponse(IReadOnlyList<OperationBody> Operations);

/// <summary>An operation of the API.</summary>
/// <param name="Name">Its name, <c>secrets-manager.CreateSecret</c>.</param>
/// <param name="Service">The id of its service.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path below the address of its service.</param>
/// <param name="Permission">What it asks for.</param>
/// <param name="DecidedBy"><c>role</c>, <c>policy</c>, <c>target</c> (any valid token, then the operation itself) or <c>nothing</c>.</param>
/// <param name="Rule">In words, who may.</param>
/// <param name="Description">What the policy is about; empty for other operations.</param>
/// <param name="EventName">The event that a call leaves on the trail; null for none.</param>
/// <param name="Roles">The roles that hold the permission, where roles decide; empty otherwise.</param>
public sealed record OperationBody(
    string Name, string Service, string Method, string Path, string Permission, string DecidedBy, string Rule, string Description, string? EventName, IReadOnlyList<string> Roles);

/// <summary>Answer of GetMyPermissions.</summary>
public sealed record MyPermissionsResponse(MyPermissions Permissions);

/// <summary>What the caller's token may do.</summary>
/// <param name="Scope">What it is for.</param>
/// <param name="Roles">The roles in force, implied ones included.</param>
/// <param name="Operations">The names of the operations that it may call by its roles. Those that a policy decides by their target are not among them.</param>
public sealed record MyPermissions(TokenScopeBody Scope, IReadOnlyList<string> Roles, IReadOnlyList<string> Operations);

/// <summary>What a token is for; at most one is there, none for an unscoped token.</summary>
/// <param name="Project">The project.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="System">Whether it is for the installation.</param>
public sealed record TokenScopeBody(NamedReference? Project, NamedReference? Organisation, bool System);

/// <summary>Answer of GetAccount.</summary>
public sealed record AccountResponse(AccountBody Account);

/// <summary>Who the caller is.</summary>
/// <param name="UserId">The user's unique id.</param>
/// <param name="UserName">The sign-in name.</param>
/// <param name="Organisation">Their organisation.</param>
/// <param name="Projects">The projects that they may enter, at most a thousand.</param>
/// <param name="HasMoreProjects">Whether there are more than that.</param>
/// <param name="IsPasswordGenerated">Whether the password is still the one that the first start generated; null to delegated tokens, whose business it is not.</param>
/// <param name="PasswordExpiresAt">When the password expires, RFC 3339 in UTC; null for never.</param>
public sealed record AccountBody(
    string UserId, string UserName, NamedReference Organisation, IReadOnlyList<AccountProject> Projects, bool HasMoreProjects, bool? IsPasswordGenerated, string? PasswordExpiresAt);

/// <summary>A project that the caller may enter.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="OrganisationId">Its organisation.</param>
/// <param name="Roles">The caller's roles in it, implied ones included.</param>
public sealed record AccountProject(string Id, string Name, string OrganisationId, IReadOnlyList<string> Roles);

/// <summary>Answer of ListOrganisationAccessKeys.</summary>
public sealed record OrganisationAccessKeysResponse(IReadOnlyList<OrganisationAccessKey> AccessKeys, ListLinks Links);

/// <summary>An access key of an organisation. Its secret is nowhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; null for nothing said.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Project">The project that its tokens are for.</param>
/// <param name="Roles">The names of the roles that it was made with, implied ones included.</param>
/// <param name="CreatedAt">When it was made, RFC 3339 in UTC.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When a token was last made with it, to the minute; null for never.</param>
/// <param name="Unrestricted">Whether its tokens may manage access keys.</param>
/// <param name="HasAccessRules">Whether it is limited to some calls.</param>
public sealed record OrganisationAccessKey(
    string Id,
    string Name,
    string? Description,
    AccessKeyUser User,
    NamedReference Project,
    IReadOnlyList<string> Roles,
    string CreatedAt,
    string? ExpiresAt,
    string? LastUsedAt,
    bool Unrestricted,
    bool HasAccessRules);

/// <summary>The user or service account of an access key.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>USER</c> or <c>SERVICE_ACCOUNT</c>.</param>
public sealed record AccessKeyUser(string Id, string Name, string Type);

/// <summary>JSON metadata of what IAM tells about access.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AccessDecisionResponse))]
[JsonSerializable(typeof(OperationsResponse))]
[JsonSerializable(typeof(MyPermissionsResponse))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(OrganisationAccessKeysResponse))]
public sealed partial class AccessJson : JsonSerializerContext;
