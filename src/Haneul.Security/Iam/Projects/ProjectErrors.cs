using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Projects;

/// <summary>Errors of projects beside those that all of IAM has.</summary>
internal static class ProjectErrors
{
    public static readonly ErrorCode TooDeep = new(403, "ProjectTreeTooDeep", "Below a domain there may be {0} levels of projects, and the project {1} is on the last.");
    public static readonly ErrorCode ProjectLimit = new(403, "ProjectLimit", "A domain may have at most {0} projects.");
    public static readonly ErrorCode ParentNotChangeable = new(403, "ProjectParentFixed", "A project can't be moved: parent_id can't be changed.");
    public static readonly ErrorCode EnabledBelow = new(403, "ProjectsBelowEnabled", "The project {0} can't be disabled while projects below it are enabled.");
    public static readonly ErrorCode DisabledAbove = new(403, "ProjectsAboveDisabled", "The project {0} can't be enabled while its domain or a project above it is disabled.");
    public static readonly ErrorCode HasProjectsBelow = new(403, "ProjectHasChildren", "The project {0} can't be deleted while there are projects below it.");
    public static readonly ErrorCode Immutable = new(403, "ProjectImmutable", "The project {0} is immutable; take the option 'immutable' off first.");
    public static readonly ErrorCode InUse = new(409, "ProjectInUse", "The project can't be deleted while it holds {0}.");
    public static readonly ErrorCode TagNotFound = new(404, "ProjectTagNotFound", "Could not find project tag: {0}.");
}
