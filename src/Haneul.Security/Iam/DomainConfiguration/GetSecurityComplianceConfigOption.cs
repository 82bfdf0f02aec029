using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows one of the rules for passwords.</summary>
internal static class GetSecurityComplianceConfigOption
{
    public static readonly Operation Operation = new(
        "iam", "GetSecurityComplianceConfigOption",
        DomainConfigPolicies.GetSecurityCompliance.Permission,
        TrailRule.Organisation("Get Security Compliance Config Option", "Domain Configuration"),
        DomainConfigErrors.OtherDomain, DomainConfigErrors.NotSupported);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, string option, Call call, IDatabase database) =>
        SecurityCompliance.AnswerAsync(call, database, domain_id, option);
}
