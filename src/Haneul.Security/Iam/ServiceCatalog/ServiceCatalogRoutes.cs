using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog.EndpointFilters;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;
using Haneul.Security.Iam.ServiceCatalog.Regions;
using Haneul.Security.Iam.ServiceCatalog.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>Regions, services, endpoints, and which endpoints a project sees.</summary>
internal static class ServiceCatalogRoutes
{
    public static void Add(IServiceCollection services) => services.AddSingleton<BuiltInEntries>().AddSingleton<CatalogDirectory>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/regions", ListRegions.HandleAsync).For(ListRegions.Operation);
        api.MapPost("/identity/v3/regions", CreateRegion.HandleAsync).For(CreateRegion.Operation);
        api.MapGet("/identity/v3/regions/{region_id}", GetRegion.HandleAsync).For(GetRegion.Operation);
        api.MapPut("/identity/v3/regions/{region_id}", CreateRegionWithId.HandleAsync).For(CreateRegionWithId.Operation);
        api.MapPatch("/identity/v3/regions/{region_id}", UpdateRegion.HandleAsync).For(UpdateRegion.Operation);
        api.MapDelete("/identity/v3/regions/{region_id}", DeleteRegion.HandleAsync).For(DeleteRegion.Operation);

        api.MapGet("/identity/v3/services", ListServices.HandleAsync).For(ListServices.Operation);
        api.MapPost("/identity/v3/services", CreateService.HandleAsync).For(CreateService.Operation);
        api.MapGet("/identity/v3/services/{service_id}", GetService.HandleAsync).For(GetService.Operation);
        api.MapPatch("/identity/v3/services/{service_id}", UpdateService.HandleAsync).For(UpdateService.Operation);
        api.MapDelete("/identity/v3/services/{service_id}", DeleteService.HandleAsync).For(DeleteService.Operation);

        api.MapGet("/identity/v3/endpoints", ListEndpoints.HandleAsync).For(ListEndpoints.Operation);
        api.MapPost("/identity/v3/endpoints", CreateEndpoint.HandleAsync).For(CreateEndpoint.Operation);
        api.MapGet("/identity/v3/endpoints/{endpoint_id}", GetEndpoint.HandleAsync).For(GetEndpoint.Operation);
        api.MapPatch("/identity/v3/endpoints/{endpoint_id}", UpdateEndpoint.HandleAsync).For(UpdateEndpoint.Operation);
        api.MapDelete("/identity/v3/endpoints/{endpoint_id}", DeleteEndpoint.HandleAsync).For(DeleteEndpoint.Operation);

        api.MapGet("/identity/v3/OS-EP-FILTER/endpoint_groups", ListEndpointGroups.HandleAsync).For(ListEndpointGroups.Operation);
        api.MapPost("/identity/v3/OS-EP-FILTER/endpoint_groups", CreateEndpointGroup.HandleAsync).For(CreateEndpointGroup.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}", GetEndpointGroup.HandleAsync).For(GetEndpointGroup.Operation);
        api.MapPatch("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}", UpdateEndpointGroup.HandleAsync).For(UpdateEndpointGroup.Operation);
        api.MapDelete("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}", DeleteEndpointGroup.HandleAsync).For(DeleteEndpointGroup.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects", ListEndpointGroupProjects.HandleAsync).For(ListEndpointGroupProjects.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/endpoints", ListEndpointGroupEndpoints.HandleAsync).For(ListEndpointGroupEndpoints.Operation);
        api.MapPut("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}", AddProjectEndpointGroup.HandleAsync).For(AddProjectEndpointGroup.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}", GetProjectEndpointGroup.HandleAsync).For(GetProjectEndpointGroup.Operation);
        api.MapDelete("/identity/v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}", RemoveProjectEndpointGroup.HandleAsync).For(RemoveProjectEndpointGroup.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/projects/{project_id}/endpoint_groups", ListProjectEndpointGroups.HandleAsync).For(ListProjectEndpointGroups.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/projects/{project_id}/endpoints", ListProjectEndpoints.HandleAsync).For(ListProjectEndpoints.Operation);
        api.MapPut("/identity/v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}", AddProjectEndpoint.HandleAsync).For(AddProjectEndpoint.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}", CheckProjectEndpoint.HandleAsync).For(CheckProjectEndpoint.Operation);
        api.MapDelete("/identity/v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}", RemoveProjectEndpoint.HandleAsync).For(RemoveProjectEndpoint.Operation);
        api.MapGet("/identity/v3/OS-EP-FILTER/endpoints/{endpoint_id}/projects", ListEndpointProjects.HandleAsync).For(ListEndpointProjects.Operation);
    }
}
