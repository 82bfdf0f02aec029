using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Settings;

/// <summary>Shows what an organisation decides about passwords and signing in.</summary>
internal static class GetOrganisationSettings
{
    public static readonly Operation Operation = new(
        "iam", "GetOrganisationSettings",
        OrganisationSettingsPolicies.Get.Permission,
        TrailRule.Organisation("Get Organisation Settings", "Domain"),
        OrganisationErrors.NotFound);

    public static async Task<Outcome<OrganisationSettingsResponse>> HandleAsync(string organisation_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = organisation_id;
        return await database.ReadAsync<Outcome<OrganisationSettingsResponse>>(async session =>
        {
            var exists = await Organisation.ExistsAsync(session, organisation_id);
            if (OrganisationSettingsPolicies.Get.Refuse(call, exists ? new PolicyTarget(DomainId: organisation_id) : default) is { } refused)
            {
                return refused;
            }

            if (!exists)
            {
                return OrganisationErrors.NotFound.With(ShownText.Cut(organisation_id));
            }

            call.Trail.DomainId = organisation_id;
            return new OrganisationSettingsResponse(await OrganisationSettings.FindAsync(session, organisation_id));
        }, call.Context.RequestAborted);
    }
}
