using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Shows a user.</summary>
internal static class GetUser
{
    public static readonly Operation Operation = new(
        "iam", "GetUser",
        Permission.SignedIn(IamRules.SelfOrAdmin),
        TrailRule.Organisation("Get User", "User"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<UserResponse>> HandleAsync(string user_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = user_id;
        if (!call.Caller.IsOrAdmin(user_id))
        {
            return CommonErrors.Forbidden.With(Operation.OperationId);
        }

        if (await database.ReadAsync(session => User.FindAsync(session, user_id), call.Context.RequestAborted) is not { } user)
        {
            return IamErrors.UserNotFound.With(user_id);
        }

        call.Trail.ResourceName = user.Name;
        return new UserResponse(user.ToBody(call));
    }
}
