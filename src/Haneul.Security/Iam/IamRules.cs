using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam;

/// <summary>Rules that look at the target of a call, as Keystone's policies do.</summary>
internal static class IamRules
{
    /// <summary>
    /// Whether the caller administers the installation: <c>admin</c> on the system or, as stock clients use it, on a project. On an organisation it makes a
    /// manager of that organisation only, where stock Keystone would let it rule all others too (docs/adr/0010-an-organisations-admin-stays-in-it.md).
    /// </summary>
    public static bool IsAdmin(this Caller caller) => caller.DomainId is null && caller.Roles.Contains(RoleTable.Admin);

    /// <summary>
    /// 403 for a token of an access key, restricted or not, where users, projects and roles are changed (decisions.md, delegated tokens). Otherwise it could make
    /// a user with a password, and be rid of its bounds. Access keys have a rule of their own (<see cref="AccessKeys.AccessKeyRules"/>).
    /// </summary>
    public static Error? RefuseDelegated(this Caller caller) => caller.IsDelegated ? IamErrors.DelegatedChange.AsError() : null;

    /// <summary>Whether the caller is that user.</summary>
    public static bool Is(this Caller caller, string userId) => string.Equals(caller.UserId, userId, StringComparison.Ordinal);
}
