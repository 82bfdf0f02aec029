using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows what holds in every organisation without configuration.</summary>
internal static class GetDomainConfigDefault
{
    public static readonly Operation Operation = new(
        "iam", "GetDomainConfigDefault",
        DomainConfigPolicies.GetDefault.Permission,
        TrailRule.Organisation("Get Domain Config Default", "Domain Configuration"));

    public static Outcome<DomainConfigResponse> Handle(Call call) => DomainConfigDefaults.Answer(call, default);
}
