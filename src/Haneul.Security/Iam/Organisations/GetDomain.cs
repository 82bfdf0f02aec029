using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Shows an organisation.</summary>
internal static class GetDomain
{
    public static readonly Operation Operation = new(
        "iam", "GetDomain",
        OrganisationPolicies.Get.Permission,
        TrailRule.Organisation("Get Domain", "Domain"),
        OrganisationErrors.NotFound);

    public static async Task<Outcome<DomainResponse>> HandleAsync(string domain_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = domain_id;
        var organisation = await database.ReadAsync(session => Organisation.FindAsync(session, domain_id), call.Context.RequestAborted);
        call.Trail.ResourceName = organisation?.Name;
        call.Trail.DomainId = organisation?.Id;
        if (OrganisationPolicies.Get.Refuse(call, new PolicyTarget(DomainId: organisation?.Id)) is { } refused)
        {
            return refused;
        }

        return organisation is null ? OrganisationErrors.NotFound.With(ShownText.Cut(domain_id)) : new DomainResponse(organisation.ToBody(call));
    }
}
