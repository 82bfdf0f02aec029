using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows the configuration of an organisation.</summary>
internal static class GetDomainConfig
{
    public static readonly Operation Operation = new(
        "iam", "GetDomainConfig",
        DomainConfigPolicies.Get.Permission,
        TrailRule.Organisation("Get Domain Config", "Domain Configuration"),
        OrganisationErrors.NotFound, DomainConfigErrors.NotFound);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, Call call, IDatabase database) =>
        DomainConfigReading.AnswerAsync(call, database, domain_id, default);
}
