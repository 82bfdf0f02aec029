using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>Who may do what with the configuration of organisations.</summary>
internal static class DomainConfigPolicies
{
    public static readonly Policy Get = Policy.Read("get_domain_config", "Show the configuration of an organisation.", Persona.Admin | Persona.SystemReader);

    public static readonly Policy GetDefault = Policy.Read("get_domain_config_default", "Show what holds without configuration.", Persona.Admin | Persona.SystemReader);

    public static readonly Policy GetSecurityCompliance = Policy.Read("get_security_compliance_domain_config", "Show the rules for passwords.", Persona.Anyone);

    public static readonly Policy Create = Policy.Change("create_domain_config", "Give an organisation a configuration.", Persona.Admin);

    public static readonly Policy Update = Policy.Change("update_domain_config", "Change the configuration of an organisation.", Persona.Admin);

    public static readonly Policy Delete = Policy.Change("delete_domain_config", "Delete the configuration of an organisation.", Persona.Admin);
}
