using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>A role that somebody has somewhere, and where it comes from.</summary>
/// <param name="Kind">Who has it: <c>users</c> or <c>groups</c>.</param>
/// <param name="SubjectId">Their id.</param>
/// <param name="SubjectName">Their name; the id where the name is not told.</param>
/// <param name="RoleId">Id of the role.</param>
/// <param name="Role">Name of the role.</param>
/// <param name="Project">The project that it counts in; null if it is not one.</param>
/// <param name="IsOnOrganisation">Whether it counts on the organisation.</param>
/// <param name="IsForProjects">Whether it counts in everything below rather than in the thing itself.</param>
/// <param name="GroupId">The group through which they have it; null if it is their own.</param>
/// <param name="InheritedFrom">What it is inherited from, <c>domains</c> or <c>projects</c>; null if it was given here.</param>
/// <param name="PriorRoleId">The role that contains it; null if it was given itself.</param>
public sealed record Assignment(
    string Kind, string SubjectId, string SubjectName, string RoleId, string Role, AssignmentReference? Project, bool IsOnOrganisation, bool IsForProjects,
    string? GroupId, string? InheritedFrom, string? PriorRoleId)
{
    /// <summary>Reads one from the API; where a role comes from is in its links (Keystone, role assignments).</summary>
    internal static Assignment Of(RoleAssignmentBody body)
    {
        var kind = body.User is null ? "groups" : "users";
        var subject = body.User ?? body.Group!;
        var link = Segments(body.Links.Assignment);
        // OS-INHERIT/domains/ID/...: a role that counts here and was given there; where the two are one, it is for what lies below.
        var inherit = Array.IndexOf(link, "OS-INHERIT");
        var inheritedFrom = inherit >= 0 && link[inherit + 2] != (body.Scope.Project?.Id ?? body.Scope.Domain?.Id) ? link[inherit + 1] : null;
        var groupId = kind == "users" && After(link, "groups") is { } group ? group : null;
        return new(
            kind, subject.Id, subject.Name ?? subject.Id, body.Role.Id, body.Role.Name ?? body.Role.Id, body.Scope.Project, body.Scope.Domain is not null,
            body.Scope.InheritedTo is not null && inheritedFrom is null, groupId, inheritedFrom, body.Links.PriorRole is { } prior ? After(Segments(prior), "roles") : null);
    }

    private static string[] Segments(string link) => new Uri(link, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } address ? address.AbsolutePath.Split('/') : link.Split('/');

    private static string? After(string[] segments, string name) => Array.IndexOf(segments, name) is >= 0 and var at && at + 1 < segments.Length ? segments[at + 1] : null;
}
