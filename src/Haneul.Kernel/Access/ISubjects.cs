using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Access;

/// <summary>Somebody who can be allowed on a resource.</summary>
/// <param name="Id">Id of the user, group or service account.</param>
/// <param name="Type">One of <see cref="SubjectTypes"/>.</param>
/// <param name="Name">Its name now.</param>
public sealed record Subject(string Id, string Type, string Name);

/// <summary>A user or service account that holds a permission in a project.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type"><see cref="SubjectTypes.User"/> or <see cref="SubjectTypes.ServiceAccount"/>.</param>
/// <param name="Name">Its name now.</param>
/// <param name="Groups">Every group that it is in.</param>
public sealed record PermissionHolder(string Id, string Type, string Name, IReadOnlyList<HolderGroup> Groups);

/// <summary>A group of a holder.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="GivesPermission">Whether a role of the group gives its members the permission.</param>
public sealed record HolderGroup(string Id, string Name, bool GivesPermission);

/// <summary>The kinds of subjects, as <c>assignment_type</c> tells them (the contracts leave the words open).</summary>
public static class SubjectTypes
{
    public const string User = "USER";
    public const string Group = "GROUP";
    public const string ServiceAccount = "SERVICE_ACCOUNT";
}

/// <summary>The users, groups and service accounts of projects, for services that let their callers choose some. Implemented by IAM.</summary>
public interface ISubjects
{
    /// <summary>
    /// Those of the ids that can be allowed on resources of a project: users and groups that hold a role in it directly, and its service accounts
    /// (spec/secrets-and-kms.md 2.6: who is a member through a group only is allowed by naming the group).
    /// </summary>
    ValueTask<IReadOnlyList<Subject>> FindAsync(IDatabaseSession session, string projectId, IReadOnlyList<string> ids);

    /// <summary>
    /// Everybody whose roles in a project, held directly, through groups or by inheritance, come to a permission now, by name. Users that are disabled are not among them:
    /// they do not get in.
    /// </summary>
    ValueTask<IReadOnlyList<PermissionHolder>> HoldersAsync(IDatabaseSession session, string projectId, Permission permission);

    /// <summary>What stands in parentheses after <c>IN</c>: the ids that stand for a user, its own and those of its groups.</summary>
    Sql IdsOf(string userId);
}
