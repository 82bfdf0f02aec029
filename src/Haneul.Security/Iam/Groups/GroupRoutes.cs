using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Groups;

/// <summary>Groups and their members.</summary>
internal static class GroupRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/groups", ListGroups.HandleAsync).For(ListGroups.Operation);
        api.MapPost("/identity/v3/groups", CreateGroup.HandleAsync).For(CreateGroup.Operation);
        api.MapGet("/identity/v3/groups/{group_id}", GetGroup.HandleAsync).For(GetGroup.Operation);
        api.MapPatch("/identity/v3/groups/{group_id}", UpdateGroup.HandleAsync).For(UpdateGroup.Operation);
        api.MapDelete("/identity/v3/groups/{group_id}", DeleteGroup.HandleAsync).For(DeleteGroup.Operation);
        api.MapGet("/identity/v3/groups/{group_id}/users", ListGroupUsers.HandleAsync).For(ListGroupUsers.Operation);
        api.MapGet("/identity/v3/groups/{group_id}/users/{user_id}", CheckUserInGroup.HandleAsync).For(CheckUserInGroup.Operation);
        api.MapPut("/identity/v3/groups/{group_id}/users/{user_id}", AddUserToGroup.HandleAsync).For(AddUserToGroup.Operation);
        api.MapDelete("/identity/v3/groups/{group_id}/users/{user_id}", RemoveUserFromGroup.HandleAsync).For(RemoveUserFromGroup.Operation);
    }
}
