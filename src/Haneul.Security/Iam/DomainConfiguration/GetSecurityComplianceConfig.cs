using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows the rules for passwords, to everybody who has to choose one.</summary>
internal static class GetSecurityComplianceConfig
{
    public static readonly Operation Operation = new(
        "iam", "GetSecurityComplianceConfig",
        DomainConfigPolicies.GetSecurityCompliance.Permission,
        TrailRule.Organisation("Get Security Compliance Config", "Domain Configuration"),
        DomainConfigErrors.OtherDomain);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, Call call, IDatabase database) =>
        SecurityCompliance.AnswerAsync(call, database, domain_id, option: null);
}
