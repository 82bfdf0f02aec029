using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Takes the options of one group away.</summary>
internal static class DeleteDomainConfigGroup
{
    public static readonly Operation Operation = new(
        "iam", "DeleteDomainConfigGroup",
        DomainConfigPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Domain Config Group", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, DomainConfigErrors.NotSupported, DomainConfigErrors.NotFound);

    public static ValueTask<Outcome<NoContent>> HandleAsync(string domain_id, string group, Call call, DomainConfigChange change) =>
        change.DeleteAsync(call, domain_id, new OptionPlace(group));
}
