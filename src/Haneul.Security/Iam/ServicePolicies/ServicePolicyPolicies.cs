using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.ServicePolicies;

/// <summary>Who may do what with stored policies, which services fetch for their own use.</summary>
internal static class ServicePolicyPolicies
{
    private const Persona Seeing = Persona.Admin | Persona.SystemReader;

    public static readonly Policy GetPolicy = Policy.Read("get_policy", "Show a stored policy.", Seeing);
    public static readonly Policy ListPolicies = Policy.Read("list_policies", "List stored policies.", Seeing);
    public static readonly Policy CreatePolicy = Policy.Change("create_policy", "Add a stored policy.", Persona.Admin);
    public static readonly Policy UpdatePolicy = Policy.Change("update_policy", "Change a stored policy.", Persona.Admin);
    public static readonly Policy DeletePolicy = Policy.Change("delete_policy", "Delete a stored policy.", Persona.Admin);

    public static readonly Policy AssociateEndpoint = Policy.Change("create_policy_association_for_endpoint", "Put a stored policy in force for an endpoint.", Persona.Admin);
    public static readonly Policy CheckEndpoint = Policy.Read("check_policy_association_for_endpoint", "Tell whether a stored policy is associated with an endpoint.", Seeing);
    public static readonly Policy DissociateEndpoint = Policy.Change("delete_policy_association_for_endpoint", "Take a stored policy from an endpoint.", Persona.Admin);
    public static readonly Policy AssociateService = Policy.Change("create_policy_association_for_service", "Put a stored policy in force for a service.", Persona.Admin);
    public static readonly Policy CheckService = Policy.Read("check_policy_association_for_service", "Tell whether a stored policy is associated with a service.", Seeing);
    public static readonly Policy DissociateService = Policy.Change("delete_policy_association_for_service", "Take a stored policy from a service.", Persona.Admin);
    public static readonly Policy AssociateRegion = Policy.Change("create_policy_association_for_region_and_service", "Put a stored policy in force for a service in a region.", Persona.Admin);
    public static readonly Policy CheckRegion = Policy.Read("check_policy_association_for_region_and_service", "Tell whether a stored policy is associated with a service in a region.", Seeing);
    public static readonly Policy DissociateRegion = Policy.Change("delete_policy_association_for_region_and_service", "Take a stored policy from a service in a region.", Persona.Admin);
    public static readonly Policy GetPolicyOfEndpoint = Policy.Read("get_policy_for_endpoint", "Show the stored policy that is in force for an endpoint.", Seeing);
    public static readonly Policy ListEndpointsOfPolicy = Policy.Read("list_endpoints_for_policy", "List the endpoints that a stored policy is for.", Seeing);
}
