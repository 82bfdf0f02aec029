using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Gives an organisation a configuration in place of the one that it has. Nothing here acts on it yet: users are kept in this database.</summary>
internal static class CreateDomainConfig
{
    public static readonly Operation Operation = new(
        "iam", "CreateDomainConfig",
        DomainConfigPolicies.Create.Permission,
        TrailRule.Organisation("Create Domain Config", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, DomainConfigErrors.NotSupported, DomainConfigErrors.Empty);

    public static ValueTask<Outcome<DomainConfigResponse>> HandleAsync(string domain_id, Call call, JsonBody body, DomainConfigChange change) =>
        change.ReplaceAsync(call, body, domain_id);
}
