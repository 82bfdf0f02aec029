using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.ServiceCatalog;

/// <summary>Who may do what with the service catalogue.</summary>
internal static class ServiceCatalogPolicies
{
    private const Persona Seeing = Persona.Admin | Persona.SystemReader;

    public static readonly Policy GetRegion = Policy.Read("get_region", "Show a region.", Persona.Anyone);
    public static readonly Policy ListRegions = Policy.Read("list_regions", "List regions.", Persona.Anyone);
    public static readonly Policy CreateRegion = Policy.Change("create_region", "Add a region.", Persona.Admin);
    public static readonly Policy UpdateRegion = Policy.Change("update_region", "Change a region.", Persona.Admin);
    public static readonly Policy DeleteRegion = Policy.Change("delete_region", "Delete a region and those below it.", Persona.Admin);

    public static readonly Policy GetService = Policy.Read("get_service", "Show a service.", Seeing);
    public static readonly Policy ListServices = Policy.Read("list_services", "List services.", Seeing);
    public static readonly Policy CreateService = Policy.Change("create_service", "Add a service.", Persona.Admin);
    public static readonly Policy UpdateService = Policy.Change("update_service", "Change a service.", Persona.Admin);
    public static readonly Policy DeleteService = Policy.Change("delete_service", "Delete a service and its endpoints.", Persona.Admin);

    public static readonly Policy GetEndpoint = Policy.Read("get_endpoint", "Show an endpoint.", Seeing);
    public static readonly Policy ListEndpoints = Policy.Read("list_endpoints", "List endpoints.", Seeing);
    public static readonly Policy CreateEndpoint = Policy.Change("create_endpoint", "Add an endpoint.", Persona.Admin);
    public static readonly Policy UpdateEndpoint = Policy.Change("update_endpoint", "Change an endpoint.", Persona.Admin);
    public static readonly Policy DeleteEndpoint = Policy.Change("delete_endpoint", "Delete an endpoint.", Persona.Admin);

    public static readonly Policy GetEndpointGroup = Policy.Read("get_endpoint_group", "Show an endpoint group.", Seeing);
    public static readonly Policy ListEndpointGroups = Policy.Read("list_endpoint_groups", "List endpoint groups.", Seeing);
    public static readonly Policy CreateEndpointGroup = Policy.Change("create_endpoint_group", "Add an endpoint group.", Persona.Admin);
    public static readonly Policy UpdateEndpointGroup = Policy.Change("update_endpoint_group", "Change an endpoint group.", Persona.Admin);
    public static readonly Policy DeleteEndpointGroup = Policy.Change("delete_endpoint_group", "Delete an endpoint group.", Persona.Admin);
    public static readonly Policy ListProjectsOfGroup = Policy.Read("list_projects_associated_with_endpoint_group", "List the projects that an endpoint group is for.", Seeing);
    public static readonly Policy ListEndpointsOfGroup = Policy.Read("list_endpoints_associated_with_endpoint_group", "List the endpoints in an endpoint group.", Seeing);
    public static readonly Policy GetGroupOfProject = Policy.Read("get_endpoint_group_in_project", "Tell whether an endpoint group is for a project.", Seeing);
    public static readonly Policy ListGroupsOfProject = Policy.Read("list_endpoint_groups_for_project", "List the endpoint groups of a project.", Seeing);
    public static readonly Policy AddGroupToProject = Policy.Change("add_endpoint_group_to_project", "Limit a project's catalogue to an endpoint group.", Persona.Admin);
    public static readonly Policy RemoveGroupFromProject = Policy.Change("remove_endpoint_group_from_project", "Take an endpoint group from a project.", Persona.Admin);

    public static readonly Policy ListProjectsOfEndpoint = Policy.Read("list_projects_for_endpoint", "List the projects that an endpoint is for.", Seeing);
    public static readonly Policy AddEndpointToProject = Policy.Change("add_endpoint_to_project", "Limit a project's catalogue to an endpoint.", Persona.Admin);
    public static readonly Policy CheckEndpointInProject = Policy.Read("check_endpoint_in_project", "Tell whether an endpoint is for a project.", Seeing);
    public static readonly Policy ListEndpointsOfProject = Policy.Read("list_endpoints_for_project", "List the endpoints that a project's catalogue is limited to.", Seeing);
    public static readonly Policy RemoveEndpointFromProject = Policy.Change("remove_endpoint_from_project", "Take an endpoint from a project.", Persona.Admin);
}
