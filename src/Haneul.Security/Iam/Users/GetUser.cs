using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Users;

/// <summary>Shows a user.</summary>
internal static class GetUser
{
    public static readonly Operation Operation = new(
        "iam", "GetUser",
        UserPolicies.GetUser.Permission,
        TrailRule.Organisation("Get User", "User"),
        IamErrors.UserNotFound);

    public static async Task<Outcome<UserResponse>> HandleAsync(string user_id, Call call, IDatabase database)
    {
        var user = await database.ReadAsync(session => TargetUser.FindAsync(call, session, user_id, UserPolicies.GetUser), call.Context.RequestAborted);
        return user.Error is { } error ? error : new UserResponse(user.Value.ToBody(call));
    }
}
