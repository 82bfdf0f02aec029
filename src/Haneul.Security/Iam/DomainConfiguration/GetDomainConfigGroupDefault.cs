using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows what holds for one group without configuration.</summary>
internal static class GetDomainConfigGroupDefault
{
    public static readonly Operation Operation = new(
        "iam", "GetDomainConfigGroupDefault",
        DomainConfigPolicies.GetDefault.Permission,
        TrailRule.Organisation("Get Domain Config Group Default", "Domain Configuration"),
        DomainConfigErrors.NotSupported);

    public static Outcome<DomainConfigResponse> Handle(string group, Call call) => DomainConfigDefaults.Answer(call, new OptionPlace(group));
}
