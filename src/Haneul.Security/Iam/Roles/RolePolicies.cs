using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Assignments;
using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Roles;

/// <summary>
/// Who may see and change roles. Wider than stock Keystone in one thing: readers of an organisation and whoever sees the members of a project see the global roles
/// too, because they are what members are given there (spec/roles.md sections 3 and 4).
/// </summary>
internal static class RolePolicies
{
    private const Persona SeesAll = Persona.Admin | Persona.SystemReader;
    private const Persona SeesGlobal = SeesAll | Persona.DomainReader | Persona.ProjectViewer;

    public static readonly Policy GetOtherRole = Policy.Read("get_role", "See a global role that managers do not give.", SeesGlobal);
    public static readonly Policy GetDomainRole = Policy.Read("get_domain_role", "See a role of an organisation.", SeesAll);
    public static readonly Policy GetRole = Policy.Read("get_role", "See a global role: who has `manager` anywhere `manager`, `member` and `reader`. A role of an organisation is seen by administrators and readers of the system (`identity:get_domain_role`).", SeesGlobal | Persona.AnyManager)
        .WithOnSomeTargets(GetOtherRole, GetDomainRole);
    public static readonly Policy ListRoles = Policy.Read("list_roles", "List the global roles. Those of an organisation are listed by administrators and readers of the system (`identity:list_domain_roles`).", SeesGlobal);
    public static readonly Policy ListDomainRoles = Policy.Read("list_domain_roles", "List the roles of an organisation.", SeesAll);
    public static readonly Policy CreateRole = Policy.Change("create_role", "Make a role, global or of an organisation (`identity:create_domain_role`).", Persona.Admin);
    public static readonly Policy UpdateRole = Policy.Change("update_role", "Change a role, global or of an organisation (`identity:update_domain_role`).", Persona.Admin);
    public static readonly Policy DeleteRole = Policy.Change("delete_role", "Delete a role, global or of an organisation (`identity:delete_domain_role`).", Persona.Admin);
    public static readonly Policy ListImpliedRoles = Policy.Read("list_implied_roles", "List what a role implies.", SeesAll);
    public static readonly Policy GetImpliedRole = Policy.Read("get_implied_role", "See that a role implies another.", SeesAll);
    public static readonly Policy CheckImpliedRole = Policy.Read("check_implied_role", "Ask whether a role implies another.", SeesAll);
    public static readonly Policy CreateImpliedRole = Policy.Change("create_implied_role", "Let a role imply another.", Persona.Admin);
    public static readonly Policy DeleteImpliedRole = Policy.Change("delete_implied_role", "End that a role implies another.", Persona.Admin);
    public static readonly Policy ListRoleInferences = Policy.Read("list_role_inference_rules", "List what every role implies.", SeesAll);

    /// <summary>The policy on seeing a global role, or what is no role at all.</summary>
    public static Policy OfSeeing(Role? role) => role is not null && GrantRules.IsOfManagers(role) ? GetRole : GetOtherRole;

    /// <summary>Global roles belong to nobody, and so count as belonging to where the caller is.</summary>
    public static PolicyTarget OwnPlace(Call call) => new(DomainId: call.Caller.DomainId, ProjectId: call.Caller.ProjectId);
}
