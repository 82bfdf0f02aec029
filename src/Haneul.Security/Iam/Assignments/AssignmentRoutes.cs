using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Assignments;

/// <summary>Who holds which role where.</summary>
internal static class AssignmentRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/projects/{project_id}/users/{user_id}/roles", ListGrants.HandleAsync).For(ListGrants.ProjectUser);
        api.MapPut("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", AssignRole.HandleAsync).For(AssignRole.ProjectUser);
        api.MapGet("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", CheckRole.HandleAsync).For(CheckRole.ProjectUser);
        api.MapDelete("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", UnassignRole.HandleAsync).For(UnassignRole.ProjectUser);
        api.MapGet("/identity/v3/projects/{project_id}/groups/{group_id}/roles", ListGrants.HandleAsync).For(ListGrants.ProjectGroup);
        api.MapPut("/identity/v3/projects/{project_id}/groups/{group_id}/roles/{role_id}", AssignRole.HandleAsync).For(AssignRole.ProjectGroup);
        api.MapGet("/identity/v3/projects/{project_id}/groups/{group_id}/roles/{role_id}", CheckRole.HandleAsync).For(CheckRole.ProjectGroup);
        api.MapDelete("/identity/v3/projects/{project_id}/groups/{group_id}/roles/{role_id}", UnassignRole.HandleAsync).For(UnassignRole.ProjectGroup);
        api.MapGet("/identity/v3/domains/{domain_id}/users/{user_id}/roles", ListGrants.HandleAsync).For(ListGrants.DomainUser);
        api.MapPut("/identity/v3/domains/{domain_id}/users/{user_id}/roles/{role_id}", AssignRole.HandleAsync).For(AssignRole.DomainUser);
        api.MapGet("/identity/v3/domains/{domain_id}/users/{user_id}/roles/{role_id}", CheckRole.HandleAsync).For(CheckRole.DomainUser);
        api.MapDelete("/identity/v3/domains/{domain_id}/users/{user_id}/roles/{role_id}", UnassignRole.HandleAsync).For(UnassignRole.DomainUser);
        api.MapGet("/identity/v3/domains/{domain_id}/groups/{group_id}/roles", ListGrants.HandleAsync).For(ListGrants.DomainGroup);
        api.MapPut("/identity/v3/domains/{domain_id}/groups/{group_id}/roles/{role_id}", AssignRole.HandleAsync).For(AssignRole.DomainGroup);
        api.MapGet("/identity/v3/domains/{domain_id}/groups/{group_id}/roles/{role_id}", CheckRole.HandleAsync).For(CheckRole.DomainGroup);
        api.MapDelete("/identity/v3/domains/{domain_id}/groups/{group_id}/roles/{role_id}", UnassignRole.HandleAsync).For(UnassignRole.DomainGroup);
        api.MapGet("/identity/v3/system/users/{user_id}/roles", ListGrants.HandleAsync).For(ListGrants.SystemUser);
        api.MapPut("/identity/v3/system/users/{user_id}/roles/{role_id}", AssignRole.HandleAsync).For(AssignRole.SystemUser);
        api.MapGet("/identity/v3/system/users/{user_id}/roles/{role_id}", CheckRole.HandleAsync).For(CheckRole.SystemUser);
        api.MapDelete("/identity/v3/system/users/{user_id}/roles/{role_id}", UnassignRole.HandleAsync).For(UnassignRole.SystemUser);
        api.MapGet("/identity/v3/system/groups/{group_id}/roles", ListGrants.HandleAsync).For(ListGrants.SystemGroup);
        api.MapPut("/identity/v3/system/groups/{group_id}/roles/{role_id}", AssignRole.HandleAsync).For(AssignRole.SystemGroup);
        api.MapGet("/identity/v3/system/groups/{group_id}/roles/{role_id}", CheckRole.HandleAsync).For(CheckRole.SystemGroup);
        api.MapDelete("/identity/v3/system/groups/{group_id}/roles/{role_id}", UnassignRole.HandleAsync).For(UnassignRole.SystemGroup);
        api.MapPut("/identity/v3/OS-INHERIT/projects/{project_id}/users/{user_id}/roles/{role_id}/inherited_to_projects", AssignRole.HandleAsync).For(AssignRole.InheritedProjectUser);
        api.MapGet("/identity/v3/OS-INHERIT/projects/{project_id}/users/{user_id}/roles/{role_id}/inherited_to_projects", CheckRole.HandleAsync).For(CheckRole.InheritedProjectUser);
        api.MapDelete("/identity/v3/OS-INHERIT/projects/{project_id}/users/{user_id}/roles/{role_id}/inherited_to_projects", UnassignRole.HandleAsync).For(UnassignRole.InheritedProjectUser);
        api.MapPut("/identity/v3/OS-INHERIT/projects/{project_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects", AssignRole.HandleAsync).For(AssignRole.InheritedProjectGroup);
        api.MapGet("/identity/v3/OS-INHERIT/projects/{project_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects", CheckRole.HandleAsync).For(CheckRole.InheritedProjectGroup);
        api.MapDelete("/identity/v3/OS-INHERIT/projects/{project_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects", UnassignRole.HandleAsync).For(UnassignRole.InheritedProjectGroup);
        api.MapGet("/identity/v3/OS-INHERIT/domains/{domain_id}/users/{user_id}/roles/inherited_to_projects", ListGrants.HandleAsync).For(ListGrants.InheritedDomainUser);
        api.MapPut("/identity/v3/OS-INHERIT/domains/{domain_id}/users/{user_id}/roles/{role_id}/inherited_to_projects", AssignRole.HandleAsync).For(AssignRole.InheritedDomainUser);
        api.MapGet("/identity/v3/OS-INHERIT/domains/{domain_id}/users/{user_id}/roles/{role_id}/inherited_to_projects", CheckRole.HandleAsync).For(CheckRole.InheritedDomainUser);
        api.MapDelete("/identity/v3/OS-INHERIT/domains/{domain_id}/users/{user_id}/roles/{role_id}/inherited_to_projects", UnassignRole.HandleAsync).For(UnassignRole.InheritedDomainUser);
        api.MapGet("/identity/v3/OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles/inherited_to_projects", ListGrants.HandleAsync).For(ListGrants.InheritedDomainGroup);
        api.MapPut("/identity/v3/OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects", AssignRole.HandleAsync).For(AssignRole.InheritedDomainGroup);
        api.MapGet("/identity/v3/OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects", CheckRole.HandleAsync).For(CheckRole.InheritedDomainGroup);
        api.MapDelete("/identity/v3/OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects", UnassignRole.HandleAsync).For(UnassignRole.InheritedDomainGroup);
        api.MapGet("/identity/v3/role_assignments", ListRoleAssignments.HandleAsync).For(ListRoleAssignments.Operation);
    }
}
