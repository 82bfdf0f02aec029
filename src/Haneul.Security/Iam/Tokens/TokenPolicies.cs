using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Tokens;

/// <summary>The policies of tokens. A service that validates other users' tokens needs no more than <c>reader</c> on the system.</summary>
internal static class TokenPolicies
{
    public static readonly Policy ValidateToken = Policy.Read("validate_token", "Show what a token means.", Persona.Admin | Persona.SystemReader | Persona.Owner);

    public static readonly Policy CheckToken = Policy.Read("check_token", "Learn whether a token is valid.", Persona.Admin | Persona.SystemReader | Persona.Owner);

    public static readonly Policy RevokeToken = Policy.DelegableChange(
        "revoke_token", "End a token before its time. A delegated token ends those of its own user only.", Persona.Admin | Persona.Owner);

    public static readonly Policy GetAuthProjects = Policy.Read("get_auth_projects", "List the projects that one may get a token for.", Persona.Anyone);

    public static readonly Policy GetAuthDomains = Policy.Read("get_auth_domains", "List the organisations that one may get a token for.", Persona.Anyone);

    public static readonly Policy GetAuthSystem = Policy.Read("get_auth_system", "Learn whether one may get a token for the installation.", Persona.Anyone);

    public static readonly Policy GetAuthCatalog = Policy.Read("get_auth_catalog", "Show the catalogue of one's token, which is for a project.", Persona.ProjectParticipant);
}
