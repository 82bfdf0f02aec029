using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Organisations, Keystone's domains.</summary>
internal static class OrganisationRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/domains", ListDomains.HandleAsync).For(ListDomains.Operation);
        api.MapPost("/identity/v3/domains", CreateDomain.HandleAsync).For(CreateDomain.Operation);
        api.MapGet("/identity/v3/domains/{domain_id}", GetDomain.HandleAsync).For(GetDomain.Operation);
        api.MapPatch("/identity/v3/domains/{domain_id}", UpdateDomain.HandleAsync).For(UpdateDomain.Operation);
        api.MapDelete("/identity/v3/domains/{domain_id}", DeleteDomain.HandleAsync).For(DeleteDomain.Operation);
    }
}
