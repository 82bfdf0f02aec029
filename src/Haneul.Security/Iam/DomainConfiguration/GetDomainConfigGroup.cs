using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Shows the options of one group.</summary>
internal static class GetDomainConfigGroup
{
    public static readonly Operation Operation = new(
        "iam", "GetDomainConfigGroup",
        DomainConfigPolicies.Get.Permission,
        TrailRule.Organisation("Get Domain Config Group", "Domain Configuration"),
        OrganisationErrors.NotFound, DomainConfigErrors.NotFound, DomainConfigErrors.NotSupported);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, string group, Call call, IDatabase database) =>
        DomainConfigReading.AnswerAsync(call, database, domain_id, new OptionPlace(group));
}
