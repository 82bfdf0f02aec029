using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Settings;

/// <summary>What organisations decide. KakaoCloud has no API for it, so it is ours.</summary>
internal static class OrganisationSettingsRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/organisations/{organisation_id}/settings", GetOrganisationSettings.HandleAsync).For(GetOrganisationSettings.Operation);
        api.MapPatch("/haneul/v1/organisations/{organisation_id}/settings", UpdateOrganisationSettings.HandleAsync).For(UpdateOrganisationSettings.Operation);
    }
}
