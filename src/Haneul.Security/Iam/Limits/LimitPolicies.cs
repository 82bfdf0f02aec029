using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Limits;

/// <summary>Who may do what with limits.</summary>
internal static class LimitPolicies
{
    public static readonly Policy GetModel = Policy.Read("get_limit_model", "Show how limits are meant to be enforced.", Persona.Anyone);

    public static readonly Policy List = Policy.Read("list_limits", "List the limits of what the token is for.", Persona.Anyone);

    public static readonly Policy Get = Policy.Read(
        "get_limit", "Show a limit.", Persona.Admin | Persona.SystemReader | Persona.DomainParticipant | Persona.ProjectParticipant);

    public static readonly Policy Create = Policy.Change("create_limits", "Make limits.", Persona.Admin);

    public static readonly Policy Update = Policy.Change("update_limit", "Change a limit.", Persona.Admin);

    public static readonly Policy Delete = Policy.Change("delete_limit", "Delete a limit.", Persona.Admin);

    public static readonly Policy ListRegistered = Policy.Read("list_registered_limits", "List registered limits.", Persona.Anyone);

    public static readonly Policy GetRegistered = Policy.Read("get_registered_limit", "Show a registered limit.", Persona.Anyone);

    public static readonly Policy CreateRegistered = Policy.Change("create_registered_limits", "Register limits.", Persona.Admin);

    public static readonly Policy UpdateRegistered = Policy.Change("update_registered_limit", "Change a registered limit.", Persona.Admin);

    public static readonly Policy DeleteRegistered = Policy.Change("delete_registered_limit", "Delete a registered limit.", Persona.Admin);
}
