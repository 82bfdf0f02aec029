using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Takes one option away.</summary>
internal static class DeleteDomainConfigOption
{
    public static readonly Operation Operation = new(
        "iam", "DeleteDomainConfigOption",
        DomainConfigPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Domain Config Option", "Domain Configuration"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, DomainConfigErrors.NotSupported, DomainConfigErrors.NotFound);

    public static ValueTask<Outcome<NoContent>> HandleAsync(string domain_id, string group, string option, Call call, DomainConfigChange change) =>
        change.DeleteAsync(call, domain_id, new OptionPlace(group, option));
}
