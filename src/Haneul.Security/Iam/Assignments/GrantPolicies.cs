using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Assignments;

/// <summary>
/// Who may see, give and take roles. On projects and organisations a target counts as of an organisation only if the user or group is of the same one
/// (<see cref="Grant.RefuseRead"/>); which roles may be given stands in <see cref="GrantRules"/>.
/// </summary>
internal static class GrantPolicies
{
    private const Persona SeesAll = Persona.Admin | Persona.SystemReader;
    private const Persona SeesGrants = SeesAll | Persona.DomainReader | Persona.ProjectViewer;
    private const Persona Gives = Persona.Admin | Persona.DomainManager | Persona.ProjectManager;

    public static readonly Policy CheckGrant = Policy.Read("check_grant", "Ask whether a user or group was given a role on a project or an organisation.", SeesGrants);
    public static readonly Policy ListGrants = Policy.Read("list_grants", "List the roles that a user or group was given on a project or an organisation.", SeesGrants);
    public static readonly Policy CreateGrant = Policy.Change("create_grant", "Give a user or group a role on a project or an organisation: managers of an organisation those that lead no further, of a project those of projects.", Gives);
    public static readonly Policy RevokeGrant = Policy.Change("revoke_grant", "Take a role on a project or an organisation from a user or group: who may give it.", Gives);
    public static readonly Policy CheckSystemUser = Policy.Read("check_system_grant_for_user", "Ask whether a user was given a role on the system.", SeesAll);
    public static readonly Policy ListSystemUser = Policy.Read("list_system_grants_for_user", "List the roles that a user was given on the system.", SeesAll);
    public static readonly Policy CreateSystemUser = Policy.Change("create_system_grant_for_user", "Give a user a role on the system.", Persona.Admin);
    public static readonly Policy RevokeSystemUser = Policy.Change("revoke_system_grant_for_user", "Take a role on the system from a user.", Persona.Admin);
    public static readonly Policy CheckSystemGroup = Policy.Read("check_system_grant_for_group", "Ask whether a group was given a role on the system.", SeesAll);
    public static readonly Policy ListSystemGroup = Policy.Read("list_system_grants_for_group", "List the roles that a group was given on the system.", SeesAll);
    public static readonly Policy CreateSystemGroup = Policy.Change("create_system_grant_for_group", "Give a group a role on the system.", Persona.Admin);
    public static readonly Policy RevokeSystemGroup = Policy.Change("revoke_system_grant_for_group", "Take a role on the system from a group.", Persona.Admin);

    public static readonly Policy ListAssignments = Policy.Read("list_role_assignments", "List who holds which role where: readers of an organisation in theirs, who sees the members of a project (`scope.project.id`) there.", SeesGrants);
    public static readonly Policy ListAssignmentsOfTree = Policy.Read("list_role_assignments_for_tree", "The same with `include_subtree`.", SeesAll | Persona.DomainReader);

    /// <summary>The policy on giving a role there.</summary>
    public static Policy OfAssigning(GrantPath path) => Choose(path, CreateGrant, CreateSystemUser, CreateSystemGroup);

    /// <summary>The policy on taking a role there.</summary>
    public static Policy OfUnassigning(GrantPath path) => Choose(path, RevokeGrant, RevokeSystemUser, RevokeSystemGroup);

    /// <summary>The policy on asking for a role there.</summary>
    public static Policy OfChecking(GrantPath path) => Choose(path, CheckGrant, CheckSystemUser, CheckSystemGroup);

    /// <summary>The policy on listing the roles there.</summary>
    public static Policy OfListing(GrantPath path) => Choose(path, ListGrants, ListSystemUser, ListSystemGroup);

    private static Policy Choose(GrantPath path, Policy usual, Policy systemUser, Policy systemGroup) =>
        path.TargetType != GrantPath.System ? usual : path.ActorType == GrantPath.User ? systemUser : systemGroup;
}
