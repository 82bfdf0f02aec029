using Haneul.Kernel.Dialects;

namespace Haneul.Kernel.Access.AllowedSubjects;

/// <summary>The errors of lists of allowed subjects. Those about one subject stand in its result, not in the answer's status.</summary>
public static class AllowListErrors
{
    /// <summary>"Adding subjects needs permission to view IAM resources": spec/secrets-and-kms.md 2.6.</summary>
    public static readonly ErrorCode MembersUnseen = new(403, "MembersNotVisible", "{0}: only who may see the members of the project (Project Admin, IAM Project Viewer) can name some of them.");

    public static readonly ErrorCode UnknownSubject = new(404, "AccessTargetNotFound", "No user or group with a role in the project, and no service account of it, has this id.");
    public static readonly ErrorCode NotListed = new(404, "AccessTargetNotListed", "This id is not on the list.");
    public static readonly ErrorCode NotEnabled = new(409, "AccessControlDisabled", "Access control is off, so there is no list; switch it on first.");
}
