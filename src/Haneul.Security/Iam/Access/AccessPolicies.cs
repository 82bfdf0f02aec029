using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Access;

/// <summary>Who may ask about access: their own everybody, that of others who may list the roles that decide it.</summary>
internal static class AccessPolicies
{
    private const Persona SeesAll = Persona.Admin | Persona.SystemReader;

    public static readonly Policy Explain = Policy.Read(
        "explain_access", "Ask whether a user, service account or access key may make a call, and why: of oneself, and of others who may list the roles there.",
        SeesAll | Persona.DomainReader | Persona.ProjectViewer | Persona.Owner);

    public static readonly Policy ListOperations = Policy.Read("list_operations", "List the operations of the API.", Persona.Anyone);

    public static readonly Policy GetPermissions = Policy.Read("get_own_permissions", "Show what one's token may do.", Persona.Anyone);

    public static readonly Policy GetAccount = Policy.Read("get_own_account", "Show who one is, and the projects that one may enter.", Persona.Anyone);

    // KakaoCloud's inventory of access keys (spec/roles.md section 3, view credentials).
    public static readonly Policy ListKeys = Policy.Read(
        "list_organisation_access_keys", "List the access keys of an organisation, without secrets.", SeesAll | Persona.DomainReader);
}
