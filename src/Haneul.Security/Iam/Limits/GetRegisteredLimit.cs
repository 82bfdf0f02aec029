using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Shows a registered limit.</summary>
internal static class GetRegisteredLimit
{
    public static readonly Operation Operation = new(
        "iam", "GetRegisteredLimit",
        LimitPolicies.GetRegistered.Permission,
        TrailRule.Organisation("Get Registered Limit", "Registered Limit"),
        LimitErrors.RegisteredNotFound);

    public static async Task<Outcome<RegisteredLimitResponse>> HandleAsync(string registered_limit_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = registered_limit_id;
        if (LimitPolicies.GetRegistered.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (await database.ReadAsync(session => RegisteredLimit.FindAsync(session, registered_limit_id), call.Context.RequestAborted) is not { } limit)
        {
            return LimitErrors.RegisteredNotFound.With(ShownText.Cut(registered_limit_id));
        }

        call.Trail.ResourceName = limit.Resource.Name;
        return new RegisteredLimitResponse(limit.ToBody(call));
    }
}
