using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Takes the whole configuration of an organisation away.</summary>
internal static class DeleteDomainConfig
{
    public static readonly Operation Operation = new(
        "iam", "DeleteDomainConfig",
        DomainConfigPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Domain Config", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound);

    public static ValueTask<Outcome<NoContent>> HandleAsync(string domain_id, Call call, DomainConfigChange change) =>
        change.DeleteAsync(call, domain_id, default);
}
