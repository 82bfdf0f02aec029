using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Shows a limit.</summary>
internal static class GetLimit
{
    public static readonly Operation Operation = new(
        "iam", "GetLimit",
        LimitPolicies.Get.Permission,
        TrailRule.Organisation("Get Limit", "Limit"),
        LimitErrors.NotFound);

    public static async Task<Outcome<LimitResponse>> HandleAsync(string limit_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = limit_id;
        var limit = await database.ReadAsync(session => Limit.FindAsync(session, limit_id), call.Context.RequestAborted);
        call.Trail.ResourceName = limit?.Resource.Name;
        call.Trail.DomainId = limit?.OwnerId;
        if (LimitPolicies.Get.Refuse(call, new PolicyTarget(DomainId: limit?.OwnerId, ProjectId: limit?.ProjectId)) is { } refused)
        {
            return refused;
        }

        return limit is null ? LimitErrors.NotFound.With(ShownText.Cut(limit_id)) : new LimitResponse(limit.ToBody(call));
    }
}
