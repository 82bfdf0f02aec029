using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Groups;

/// <summary>Errors of groups.</summary>
internal static class GroupErrors
{
    public static readonly ErrorCode GroupNotFound = new(404, "GroupNotFound", "Could not find group: {0}.");
    public static readonly ErrorCode GroupNameTaken = new(409, "GroupNameTaken", "The organisation already has a group of this name.");
    public static readonly ErrorCode NotMember = new(404, "NotMember", "The user is not in the group {0}.");
    public static readonly ErrorCode ServiceAccountInGroup = new(403, "ServiceAccountInGroup", "A service account can't be in a group: it has roles on its own project only.");

    /// <summary>404 for a group; what the caller sent is not repeated at any length.</summary>
    public static Error NotFound(string id) => GroupNotFound.With(ShownText.Cut(id));
}
