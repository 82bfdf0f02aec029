using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Assignments;

/// <summary>The errors of giving roles and taking them.</summary>
internal static class AssignmentErrors
{
    public static readonly ErrorCode NotFound = new(404, "AssignmentNotFound", "There is no such assignment of the role {0}.");
    public static readonly ErrorCode RoleNotGivable = new(403, "RoleNotGivable", "You are not authorized to give or take the role {0}.");
    public static readonly ErrorCode RoleOfOtherOrganisation = new(403, "RoleOfOtherOrganisation", "The role {0} belongs to an organisation and counts nowhere else.");
}
