using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Federation.IdentityProviders;
using Haneul.Security.Iam.Federation.Mappings;
using Haneul.Security.Iam.Federation.Protocols;
using Haneul.Security.Iam.Federation.ServiceProviders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Federation;

/// <summary>Identity providers with their protocols, mappings, service providers: the resources of federation. Signing in through them is not built.</summary>
internal static class FederationRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/OS-FEDERATION/identity_providers", ListIdentityProviders.HandleAsync).For(ListIdentityProviders.Operation);
        api.MapGet("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}", GetIdentityProvider.HandleAsync).For(GetIdentityProvider.Operation);
        api.MapPut("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}", CreateIdentityProvider.HandleAsync).For(CreateIdentityProvider.Operation);
        api.MapPatch("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}", UpdateIdentityProvider.HandleAsync).For(UpdateIdentityProvider.Operation);
        api.MapDelete("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}", DeleteIdentityProvider.HandleAsync).For(DeleteIdentityProvider.Operation);

        api.MapGet("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}/protocols", ListProtocols.HandleAsync).For(ListProtocols.Operation);
        api.MapGet("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}", GetProtocol.HandleAsync).For(GetProtocol.Operation);
        api.MapPut("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}", CreateProtocol.HandleAsync).For(CreateProtocol.Operation);
        api.MapPatch("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}", UpdateProtocol.HandleAsync).For(UpdateProtocol.Operation);
        api.MapDelete("/identity/v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}", DeleteProtocol.HandleAsync).For(DeleteProtocol.Operation);

        api.MapGet("/identity/v3/OS-FEDERATION/mappings", ListMappings.HandleAsync).For(ListMappings.Operation);
        api.MapGet("/identity/v3/OS-FEDERATION/mappings/{mapping_id}", GetMapping.HandleAsync).For(GetMapping.Operation);
        api.MapPut("/identity/v3/OS-FEDERATION/mappings/{mapping_id}", CreateMapping.HandleAsync).For(CreateMapping.Operation);
        api.MapPatch("/identity/v3/OS-FEDERATION/mappings/{mapping_id}", UpdateMapping.HandleAsync).For(UpdateMapping.Operation);
        api.MapDelete("/identity/v3/OS-FEDERATION/mappings/{mapping_id}", DeleteMapping.HandleAsync).For(DeleteMapping.Operation);

        api.MapGet("/identity/v3/OS-FEDERATION/service_providers", ListServiceProviders.HandleAsync).For(ListServiceProviders.Operation);
        api.MapGet("/identity/v3/OS-FEDERATION/service_providers/{sp_id}", GetServiceProvider.HandleAsync).For(GetServiceProvider.Operation);
        api.MapPut("/identity/v3/OS-FEDERATION/service_providers/{sp_id}", CreateServiceProvider.HandleAsync).For(CreateServiceProvider.Operation);
        api.MapPatch("/identity/v3/OS-FEDERATION/service_providers/{sp_id}", UpdateServiceProvider.HandleAsync).For(UpdateServiceProvider.Operation);
        api.MapDelete("/identity/v3/OS-FEDERATION/service_providers/{sp_id}", DeleteServiceProvider.HandleAsync).For(DeleteServiceProvider.Operation);

        api.MapGet("/identity/v3/OS-FEDERATION/projects", ListFederationProjects.HandleAsync).For(ListFederationProjects.Operation);
        api.MapGet("/identity/v3/OS-FEDERATION/domains", ListFederationDomains.HandleAsync).For(ListFederationDomains.Operation);
    }
}
