using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>Shows how limits are meant to be enforced by the services that read them: each project for itself, Keystone's model <c>flat</c>.</summary>
internal static class GetLimitModel
{
    private static readonly LimitModelResponse Flat =
        new(new LimitModelBody("flat", "Every project and domain has its limits for itself; what is above or below it does not count."));

    public static readonly Operation Operation = new(
        "iam", "GetLimitModel",
        LimitPolicies.GetModel.Permission,
        TrailRule.None("tells a constant"));

    public static Outcome<LimitModelResponse> Handle(Call call) => LimitPolicies.GetModel.Refuse(call) is { } refused ? refused : Flat;
}
