using Haneul.Kernel.Access;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam;

/// <summary>Rules that look at the target of a call, as Keystone's policies do.</summary>
internal static class IamRules
{
    /// <summary>In words: the user themselves or an administrator.</summary>
    public const string SelfOrAdmin = "the user themselves, or an administrator";

    /// <summary>Whether the caller administers the installation.</summary>
    public static bool IsAdmin(this Caller caller) => caller.Roles.Contains(RoleTable.Admin);

    /// <summary>Whether the caller is that user.</summary>
    public static bool Is(this Caller caller, string userId) => string.Equals(caller.UserId, userId, StringComparison.Ordinal);

    /// <summary>Whether the caller is that user or an administrator.</summary>
    public static bool IsOrAdmin(this Caller caller, string userId) => caller.Is(userId) || caller.IsAdmin();
}
