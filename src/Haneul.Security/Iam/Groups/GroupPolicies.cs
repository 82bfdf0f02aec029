using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Groups;

/// <summary>Who may do what with groups. What is about a member asks it of group and user: both must be of the organisation.</summary>
internal static class GroupPolicies
{
    private const Persona Readers = Persona.Admin | Persona.SystemReader | Persona.DomainReader;
    private const Persona Managers = Persona.Admin | Persona.DomainManager;

    public static readonly Policy GetGroup = Policy.Read("get_group", "See a group.", Readers);
    public static readonly Policy ListGroups = Policy.Read("list_groups", "List groups.", Readers);
    public static readonly Policy CreateGroup = Policy.Change("create_group", "Add a group.", Managers);
    public static readonly Policy UpdateGroup = Policy.Change("update_group", "Change a group.", Managers);
    public static readonly Policy DeleteGroup = Policy.Change("delete_group", "Delete a group.", Managers);
    public static readonly Policy ListUsersInGroup = Policy.Read("list_users_in_group", "List the members of a group.", Readers);
    public static readonly Policy CheckUserInGroup = Policy.Read("check_user_in_group", "See whether a user is in a group.", Readers);
    public static readonly Policy AddUserToGroup = Policy.Change("add_user_to_group", "Put a user into a group.", Managers);
    public static readonly Policy RemoveUserFromGroup = Policy.Change("remove_user_from_group", "Take a user out of a group.", Managers);
}
