using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>The roles that a user is given on what a token is for.</summary>
internal static class ScopeRoles
{
    /// <summary>The ids of the roles, without what they imply; null for an unscoped token, which has none and needs none.</summary>
    public static async ValueTask<IReadOnlyList<string>?> AssignedAsync(IDatabaseSession session, Subject subject) => subject switch
    {
        { Project: { } project } => await EffectiveRoles.OnProjectAsync(session, subject.User.Id, project.Id),
        { Domain: { } domain } => await EffectiveRoles.OnDomainAsync(session, subject.User.Id, domain.Id),
        { IsSystem: true } => await EffectiveRoles.OnSystemAsync(session, subject.User.Id),
        _ => null,
    };

    /// <summary>What the roles of a scoped token are held on.</summary>
    public static RoleScope KindOf(Subject subject) => subject.Project is not null ? RoleScope.Project : subject.Domain is not null ? RoleScope.Domain : RoleScope.System;
}
