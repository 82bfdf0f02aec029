using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.OAuth;

/// <summary>Who may do what with OAuth1 consumers and with what users have let them do. Looking is refused to delegated tokens too, as in Keystone.</summary>
internal static class OAuthPolicies
{
    public static readonly Policy ListConsumers = Policy.Read("list_consumers", "List OAuth1 consumers.", Persona.Admin | Persona.SystemReader);
    public static readonly Policy GetConsumer = Policy.Read("get_consumer", "Show an OAuth1 consumer.", Persona.Admin | Persona.SystemReader);
    public static readonly Policy CreateConsumer = Policy.Change("create_consumer", "Make an OAuth1 consumer.", Persona.Admin);
    public static readonly Policy UpdateConsumer = Policy.Change("update_consumer", "Change an OAuth1 consumer.", Persona.Admin);
    public static readonly Policy DeleteConsumer = Policy.Change("delete_consumer", "Delete an OAuth1 consumer with all its tokens.", Persona.Admin);
    public static readonly Policy Authorize = Policy.Change("authorize_request_token", "Let an OAuth1 consumer act with roles of one's own token.", Persona.Admin);
    public static readonly Policy ListAccessTokens = Policy.Change("list_access_tokens", "List the OAuth1 access tokens that a user has authorised.", Persona.Admin);
    public static readonly Policy GetAccessToken = Policy.Change("get_access_token", "Show an OAuth1 access token.", Persona.Admin);
    public static readonly Policy ListAccessTokenRoles = Policy.Change("list_access_token_roles", "List the roles of an OAuth1 access token.", Persona.Admin);
    public static readonly Policy GetAccessTokenRole = Policy.Change("get_access_token_role", "Show a role of an OAuth1 access token.", Persona.Admin);
    public static readonly Policy DeleteAccessToken = Policy.Change("delete_access_token", "Delete an OAuth1 access token.", Persona.Admin);
}
