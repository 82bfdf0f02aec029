using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Projects;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Deletes a disabled organisation with its projects, users, groups and roles, and everything that hangs on them.</summary>
internal static class DeleteDomain
{
    public static readonly Operation Operation = new(
        "iam", "DeleteDomain",
        OrganisationPolicies.Delete.Permission,
        TrailRule.Organisation("Delete Domain", "Domain"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound, OrganisationErrors.StillEnabled, OrganisationErrors.IsDefault, OrganisationErrors.Immutable, OrganisationErrors.InUse,
        IamErrors.LastAdministrator);

    public static async Task<Outcome<NoContent>> HandleAsync(string domain_id, Call call, MeaningfulChanges changes, ProjectHoldings holdings)
    {
        call.Trail.ResourceId = domain_id;
        if (OrganisationPolicies.Delete.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, transaction => OrganisationRemoval.RemoveAsync(transaction, call, holdings, domain_id));
    }
}
