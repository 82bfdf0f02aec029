using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Federation;

/// <summary>Who may do what with federation resources.</summary>
internal static class FederationPolicies
{
    private const Persona Seeing = Persona.Admin | Persona.SystemReader;

    public static readonly Policy GetIdentityProvider = Policy.Read("get_identity_provider", "Show an identity provider.", Seeing);
    public static readonly Policy ListIdentityProviders = Policy.Read("list_identity_providers", "List identity providers.", Seeing);
    public static readonly Policy CreateIdentityProvider = Policy.Change("create_identity_provider", "Add an identity provider.", Persona.Admin);
    public static readonly Policy UpdateIdentityProvider = Policy.Change("update_identity_provider", "Change an identity provider.", Persona.Admin);
    public static readonly Policy DeleteIdentityProvider = Policy.Change("delete_identity_provider", "Delete an identity provider.", Persona.Admin);

    public static readonly Policy GetProtocol = Policy.Read("get_protocol", "Show a protocol of an identity provider.", Seeing);
    public static readonly Policy ListProtocols = Policy.Read("list_protocols", "List protocols of an identity provider.", Seeing);
    public static readonly Policy CreateProtocol = Policy.Change("create_protocol", "Add a protocol of an identity provider.", Persona.Admin);
    public static readonly Policy UpdateProtocol = Policy.Change("update_protocol", "Change a protocol of an identity provider.", Persona.Admin);
    public static readonly Policy DeleteProtocol = Policy.Change("delete_protocol", "Delete a protocol of an identity provider.", Persona.Admin);

    public static readonly Policy GetMapping = Policy.Read("get_mapping", "Show a mapping.", Seeing);
    public static readonly Policy ListMappings = Policy.Read("list_mappings", "List mappings.", Seeing);
    public static readonly Policy CreateMapping = Policy.Change("create_mapping", "Add a mapping.", Persona.Admin);
    public static readonly Policy UpdateMapping = Policy.Change("update_mapping", "Change a mapping.", Persona.Admin);
    public static readonly Policy DeleteMapping = Policy.Change("delete_mapping", "Delete a mapping.", Persona.Admin);

    public static readonly Policy GetServiceProvider = Policy.Read("get_service_provider", "Show a service provider.", Seeing);
    public static readonly Policy ListServiceProviders = Policy.Read("list_service_providers", "List service providers.", Seeing);
    public static readonly Policy CreateServiceProvider = Policy.Change("create_service_provider", "Add a service provider.", Persona.Admin);
    public static readonly Policy UpdateServiceProvider = Policy.Change("update_service_provider", "Change a service provider.", Persona.Admin);
    public static readonly Policy DeleteServiceProvider = Policy.Change("delete_service_provider", "Delete a service provider.", Persona.Admin);
}
