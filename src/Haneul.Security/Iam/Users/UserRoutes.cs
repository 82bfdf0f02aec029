using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Users;

/// <summary>Users.</summary>
internal static class UserRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/users", ListUsers.HandleAsync).For(ListUsers.Operation);
        api.MapPost("/identity/v3/users", CreateUser.HandleAsync).For(CreateUser.Operation);
        api.MapGet("/identity/v3/users/{user_id}", GetUser.HandleAsync).For(GetUser.Operation);
        api.MapPatch("/identity/v3/users/{user_id}", UpdateUser.HandleAsync).For(UpdateUser.Operation);
        api.MapDelete("/identity/v3/users/{user_id}", DeleteUser.HandleAsync).For(DeleteUser.Operation);
        api.MapGet("/identity/v3/users/{user_id}/projects", ListUserProjects.HandleAsync).For(ListUserProjects.Operation);
        api.MapGet("/identity/v3/users/{user_id}/groups", ListUserGroups.HandleAsync).For(ListUserGroups.Operation);
        api.MapDelete("/identity/v3/users/{user_id}/tokens", RevokeUserTokens.HandleAsync).For(RevokeUserTokens.Operation);
    }
}
