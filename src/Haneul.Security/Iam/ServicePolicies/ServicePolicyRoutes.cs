using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Stored policies, and what they are for.</summary>
internal static class ServicePolicyRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/policies", ListPolicies.HandleAsync).For(ListPolicies.Operation);
        api.MapPost("/identity/v3/policies", CreatePolicy.HandleAsync).For(CreatePolicy.Operation);
        api.MapGet("/identity/v3/policies/{policy_id}", GetPolicy.HandleAsync).For(GetPolicy.Operation);
        api.MapPatch("/identity/v3/policies/{policy_id}", UpdatePolicy.HandleAsync).For(UpdatePolicy.Operation);
        api.MapDelete("/identity/v3/policies/{policy_id}", DeletePolicy.HandleAsync).For(DeletePolicy.Operation);

        api.MapGet("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints", ListPolicyEndpoints.HandleAsync).For(ListPolicyEndpoints.Operation);
        api.MapPut("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id}", AssociateEndpointPolicy.HandleAsync).For(AssociateEndpointPolicy.Operation);
        api.MapGet("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id}", CheckEndpointPolicy.HandleAsync).For(CheckEndpointPolicy.Operation);
        api.MapDelete("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id}", DissociateEndpointPolicy.HandleAsync).For(DissociateEndpointPolicy.Operation);
        api.MapPut("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}", AssociateServicePolicy.HandleAsync).For(AssociateServicePolicy.Operation);
        api.MapGet("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}", CheckServicePolicy.HandleAsync).For(CheckServicePolicy.Operation);
        api.MapDelete("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}", DissociateServicePolicy.HandleAsync).For(DissociateServicePolicy.Operation);
        api.MapPut("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id}", AssociateRegionServicePolicy.HandleAsync).For(AssociateRegionServicePolicy.Operation);
        api.MapGet("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id}", CheckRegionServicePolicy.HandleAsync).For(CheckRegionServicePolicy.Operation);
        api.MapDelete("/identity/v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id}", DissociateRegionServicePolicy.HandleAsync).For(DissociateRegionServicePolicy.Operation);
        api.MapGet("/identity/v3/endpoints/{endpoint_id}/OS-ENDPOINT-POLICY/policy", GetEndpointPolicy.HandleAsync).For(GetEndpointPolicy.Operation);
    }
}
