using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Who may do what with organisations.</summary>
internal static class OrganisationPolicies
{
    public static readonly Policy List = Policy.Read("list_domains", "List organisations.", Persona.Admin | Persona.SystemReader | Persona.DomainReader);

    public static readonly Policy Get = Policy.Read(
        "get_domain", "Show an organisation.", Persona.Admin | Persona.SystemReader | Persona.DomainParticipant | Persona.ProjectInDomain);

    public static readonly Policy Create = Policy.Change("create_domain", "Make an organisation.", Persona.Admin);

    public static readonly Policy Update = Policy.Change("update_domain", "Change an organisation.", Persona.Admin);

    public static readonly Policy Delete = Policy.Change("delete_domain", "Delete an organisation with all that belongs to it.", Persona.Admin);
}
