using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Roles;

/// <summary>Roles, what they imply, and who holds them.</summary>
internal static class RoleRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/roles", ListRoles.HandleAsync).For(ListRoles.Operation);
        api.MapGet("/identity/v3/roles/{role_id}", GetRole.HandleAsync).For(GetRole.Operation);
        api.MapGet("/identity/v3/projects/{project_id}/users/{user_id}/roles", ListProjectUserRoles.HandleAsync).For(ListProjectUserRoles.Operation);
        api.MapPut("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", AssignProjectUserRole.HandleAsync).For(AssignProjectUserRole.Operation);
        api.MapMethods("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", [HttpMethods.Head], CheckProjectUserRole.HandleAsync).For(CheckProjectUserRole.Operation);
        api.MapDelete("/identity/v3/projects/{project_id}/users/{user_id}/roles/{role_id}", UnassignProjectUserRole.HandleAsync).For(UnassignProjectUserRole.Operation);
    }
}
