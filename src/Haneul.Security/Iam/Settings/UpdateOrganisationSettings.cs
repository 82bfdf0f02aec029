using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Policies;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Settings;

/// <summary>Changes what an organisation decides about passwords and signing in. Passwords that are set already are judged when they are changed next.</summary>
internal static class UpdateOrganisationSettings
{
    public static readonly Operation Operation = new(
        "iam", "UpdateOrganisationSettings",
        OrganisationSettingsPolicies.Update.Permission,
        TrailRule.Organisation("Domain Security Info Update", "Domain"),
        IamErrors.DelegatedChange, OrganisationErrors.NotFound);

    public static async Task<Outcome<OrganisationSettingsResponse>> HandleAsync(string organisation_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = organisation_id;
        // The one API of ours here: unlike Keystone's it refuses fields that it does not know, for a misspelt setting would silently not hold.
        if (!body.TryRead(OrganisationSettingsFields.Read, out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<OrganisationSettingsResponse>(call, async transaction =>
        {
            var exists = await Organisation.ExistsAsync(transaction, organisation_id);
            if (OrganisationSettingsPolicies.Update.Refuse(call, exists ? new PolicyTarget(DomainId: organisation_id) : default) is { } refused)
            {
                return refused;
            }

            if (!exists)
            {
                return OrganisationErrors.NotFound.With(ShownText.Cut(organisation_id));
            }

            call.Trail.DomainId = organisation_id;
            var settings = wanted.Change(await OrganisationSettings.FindAsync(transaction, organisation_id));
            await OrganisationSettings.SaveAsync(transaction, organisation_id, settings, call.Now);
            return new OrganisationSettingsResponse(settings);
        });
    }
}
