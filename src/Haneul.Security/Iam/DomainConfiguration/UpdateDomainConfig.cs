using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Changes options of an organisation, in whatever groups.</summary>
internal static class UpdateDomainConfig
{
    public static readonly Operation Operation = new(
        "iam", "UpdateDomainConfig",
        DomainConfigPolicies.Update.Permission,
        TrailRule.Organisation("Update Domain Config", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, DomainConfigErrors.NotSupported, DomainConfigErrors.Empty);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, Call call, JsonBody body, DomainConfigChange change) =>
        change.UpdateAsync(call, body, domain_id, default);
}
