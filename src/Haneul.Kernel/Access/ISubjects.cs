using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Access;

/// <summary>Somebody who can be allowed on a resource.</summary>
/// <param name="Id">Id of the user, group or service account.</param>
/// <param name="Type">One of <see cref="SubjectTypes"/>.</param>
/// <param name="Name">Its name now.</param>
public sealed record Subject(string Id, string Type, string Name);

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

    /// <summary>What stands in parentheses after <c>IN</c>: the ids that stand for a user, its own and those of its groups.</summary>
    Sql IdsOf(string userId);
}
