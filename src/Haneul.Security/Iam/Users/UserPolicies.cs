using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Users;

/// <summary>Who may do what with users.</summary>
internal static class UserPolicies
{
    private const Persona Readers = Persona.Admin | Persona.SystemReader | Persona.DomainReader;
    private const Persona Managers = Persona.Admin | Persona.DomainManager;

    public static readonly Policy GetUser = Policy.Read("get_user", "See a user.", Readers | Persona.Owner);
    public static readonly Policy ListUsers = Policy.Read("list_users", "List users.", Readers);
    public static readonly Policy CreateUser = Policy.Change("create_user", "Add a user.", Managers);
    public static readonly Policy UpdateUser = Policy.Change("update_user", "Change a user, their password included.", Managers);
    public static readonly Policy DeleteUser = Policy.Change("delete_user", "Delete a user.", Managers);
    public static readonly Policy ListUserProjects = Policy.Read("list_user_projects", "List the projects that a user may enter.", Readers | Persona.Owner);
    public static readonly Policy ListGroupsForUser = Policy.Read("list_groups_for_user", "List the groups that a user is in.", Readers | Persona.Owner);
    public static readonly Policy RevokeTokensForUser = Policy.Change("revoke_tokens_for_user", "End every token of a user.", Persona.Admin | Persona.Owner);
}
