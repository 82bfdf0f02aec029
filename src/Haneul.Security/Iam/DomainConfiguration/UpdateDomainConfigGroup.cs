using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Changes options of one group.</summary>
internal static class UpdateDomainConfigGroup
{
    public static readonly Operation Operation = new(
        "iam", "UpdateDomainConfigGroup",
        DomainConfigPolicies.Update.Permission,
        TrailRule.Organisation("Update Domain Config Group", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, DomainConfigErrors.NotSupported, DomainConfigErrors.Empty, DomainConfigErrors.NotMatching, DomainConfigErrors.NotFound);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, string group, Call call, JsonBody body, DomainConfigChange change) =>
        change.UpdateAsync(call, body, domain_id, new OptionPlace(group));
}
