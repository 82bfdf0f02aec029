using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Roles;

/// <summary>Roles and what they imply.</summary>
internal static class RoleRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/roles", ListRoles.HandleAsync).For(ListRoles.Operation);
        api.MapPost("/identity/v3/roles", CreateRole.HandleAsync).For(CreateRole.Operation);
        api.MapGet("/identity/v3/roles/{role_id}", GetRole.HandleAsync).For(GetRole.Operation);
        api.MapPatch("/identity/v3/roles/{role_id}", UpdateRole.HandleAsync).For(UpdateRole.Operation);
        api.MapDelete("/identity/v3/roles/{role_id}", DeleteRole.HandleAsync).For(DeleteRole.Operation);
        api.MapGet("/identity/v3/roles/{prior_role_id}/implies", ListImpliedRoles.HandleAsync).For(ListImpliedRoles.Operation);
        api.MapGet("/identity/v3/roles/{prior_role_id}/implies/{implied_role_id}", GetImpliedRole.HandleAsync).For(GetImpliedRole.Operation);
        api.MapMethods("/identity/v3/roles/{prior_role_id}/implies/{implied_role_id}", [HttpMethods.Head], CheckImpliedRole.HandleAsync).For(CheckImpliedRole.Operation);
        api.MapPut("/identity/v3/roles/{prior_role_id}/implies/{implied_role_id}", CreateImpliedRole.HandleAsync).For(CreateImpliedRole.Operation);
        api.MapDelete("/identity/v3/roles/{prior_role_id}/implies/{implied_role_id}", DeleteImpliedRole.HandleAsync).For(DeleteImpliedRole.Operation);
        api.MapGet("/identity/v3/role_inferences", ListRoleInferences.HandleAsync).For(ListRoleInferences.Operation);
    }
}
