using System.Buffers.Text;
using System.Text;

namespace Haneul.Security.Iam.Assignments;

/// <summary>A row of the assignments: a role that was given.</summary>
internal sealed record AssignmentRow(string ActorType, string ActorId, string TargetType, string TargetId, string RoleId, bool IsInherited);

/// <summary>
/// A place in a list of assignments: the row that was shown last and, where it reaches many, the user and project. Its text is the marker of the next page; stock
/// Keystone has no pages here, so that the marker is ours.
/// </summary>
/// <param name="Row">The row.</param>
/// <param name="UserId">The member of the group; the user themselves if the row is one of a user; empty where the row stands as it is.</param>
/// <param name="ProjectId">The project that inherits; empty if the row counts where it is given.</param>
internal sealed record AssignmentPosition(AssignmentRow Row, string UserId = "", string ProjectId = "")
{
    /// <summary>The marker.</summary>
    public string ToMarker() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(
        '\n', Row.ActorType, Row.ActorId, Row.TargetType, Row.TargetId, Row.RoleId, Row.IsInherited ? "1" : "0", UserId, ProjectId)));

    /// <summary>The place of a marker; null if it is none.</summary>
    public static AssignmentPosition? Parse(string marker)
    {
        if (!Base64Url.IsValid(marker))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(marker));
        return text.Split('\n') is [var actorType, var actorId, var targetType, var targetId, var roleId, ("0" or "1") and var inherited, var userId, var projectId]
            && !text.Contains('\0', StringComparison.Ordinal)
            ? new(new AssignmentRow(actorType, actorId, targetType, targetId, roleId, inherited == "1"), userId, projectId)
            : null;
    }
}
