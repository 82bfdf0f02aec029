using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Changes one option.</summary>
internal static class UpdateDomainConfigOption
{
    public static readonly Operation Operation = new(
        "iam", "UpdateDomainConfigOption",
        DomainConfigPolicies.Update.Permission,
        TrailRule.Organisation("Update Domain Config Option", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, DomainConfigErrors.NotSupported, DomainConfigErrors.Empty, DomainConfigErrors.NotMatching, DomainConfigErrors.NotFound);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, string group, string option, Call call, JsonBody body, DomainConfigChange change) =>
        change.UpdateAsync(call, body, domain_id, new OptionPlace(group, option));
}
