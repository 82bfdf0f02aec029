using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows what holds for one option without configuration.</summary>
internal static class GetDomainConfigOptionDefault
{
    public static readonly Operation Operation = new(
        "iam", "GetDomainConfigOptionDefault",
        DomainConfigPolicies.GetDefault.Permission,
        TrailRule.Organisation("Get Domain Config Option Default", "Domain Configuration"),
        DomainConfigErrors.NotSupported);

    public static Outcome<DomainConfigResponse> Handle(string group, string option, Call call) => DomainConfigDefaults.Answer(call, new OptionPlace(group, option));
}
