using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Assignments;

/// <summary>One line of a list of assignments.</summary>
/// <param name="Row">The row that it comes from.</param>
/// <param name="RoleId">The role that is held; another than the row's if that implies it.</param>
/// <param name="PriorId">The role that implies it; null for the row's own.</param>
/// <param name="UserId">The user who holds it; null where the row stands as it is and is one of a group.</param>
/// <param name="TargetType">Where it is held.</param>
/// <param name="TargetId">The id of that; another than the row's if it is inherited there.</param>
internal sealed record AssignmentEntry(AssignmentRow Row, string RoleId, string? PriorId, string? UserId, string TargetType, string TargetId)
{
    /// <summary>The row as it stands.</summary>
    public static AssignmentEntry Of(AssignmentRow row) =>
        new(row, row.RoleId, PriorId: null, row.ActorType == GrantPath.User ? row.ActorId : null, row.TargetType, row.TargetId);

    /// <summary>The line on the wire.</summary>
    public RoleAssignmentBody ToBody(Call call, AssignmentNames names)
    {
        var inheritedTo = Row.IsInherited ? "projects" : null;
        var scope = TargetType switch
        {
            GrantPath.Project => new AssignmentScope(Project: names.OfProject(TargetId), InheritedTo: inheritedTo),
            GrantPath.Domain => new AssignmentScope(Domain: names.OfDomain(TargetId), InheritedTo: inheritedTo),
            _ => new AssignmentScope(System: WholeSystem.Value),
        };
        return new(
            ToLinks(call),
            scope,
            UserId is null ? null : names.OfUser(UserId),
            UserId is null ? names.OfGroup(Row.ActorId) : null,
            names.OfRole(RoleId));
    }

    // The grant, by its own path. Stock Keystone names the nearest implying role there and writes an address of prior_role that leads nowhere; ours can be followed.
    private AssignmentLinks ToLinks(Call call)
    {
        var target = Row.TargetType == GrantPath.System ? GrantPath.System : $"{Row.TargetType}s/{Row.TargetId}";
        var grant = $"{target}/{Row.ActorType}s/{Row.ActorId}/roles/{Row.RoleId}";
        var isMembership = UserId is not null && Row.ActorType == GrantPath.Group;
        return new(
            IamLinks.AddressOf(call, Row.IsInherited ? $"OS-INHERIT/{grant}/inherited_to_projects" : grant),
            isMembership ? IamLinks.AddressOf(call, $"groups/{Row.ActorId}/users/{UserId}") : null,
            PriorId is null ? null : IamLinks.AddressOf(call, $"roles/{PriorId}/implies/{RoleId}"));
    }
}
