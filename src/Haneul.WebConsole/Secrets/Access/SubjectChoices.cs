using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Secrets.Access;

/// <summary>Somebody who can be put on a list: a user, a group or a service account with a role in the project.</summary>
/// <param name="Id">Unique id.</param>
/// <param name="Name">Name.</param>
/// <param name="Type"><c>USER</c>, <c>GROUP</c> or <c>SERVICE_ACCOUNT</c>.</param>
public sealed record SubjectChoice(string Id, string Name, string Type);

/// <summary>Who can be put on a list.</summary>
internal static class SubjectChoices
{
    public const string User = "USER";
    public const string Group = "GROUP";
    public const string ServiceAccount = "SERVICE_ACCOUNT";

    private const string ServiceAccountSuffix = ".serviceaccount.com";

    /// <summary>The subjects with a role in the project, by name; null if the person may not see them.</summary>
    public static async Task<IReadOnlyList<SubjectChoice>?> ListAsync(Page page)
    {
        var answer = await page.Api.GetAsync($"/iam/identity/v3/role_assignments?scope.project.id={page.State?.ProjectId}&include_names=true");
        return !answer.IsSuccess ? null :
        [
            .. answer.Read(AssignmentJson.Default.RoleAssignmentsResponse).RoleAssignments
                .Select(static assignment => assignment.Group is { } group
                    ? new SubjectChoice(group.Id, group.Name ?? group.Id, Group)
                    : new SubjectChoice(assignment.User!.Id, assignment.User.Name ?? assignment.User.Id, TypeOf(assignment.User.Name)))
                .DistinctBy(static subject => subject.Id, StringComparer.Ordinal)
                .OrderBy(static subject => subject.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>A type in words.</summary>
    public static Text TextOf(string type) => type switch
    {
        Group => AccessTexts.Group,
        ServiceAccount => AccessTexts.ServiceAccount,
        _ => AccessTexts.User,
    };

    /// <summary>The icon of a type.</summary>
    public static string IconOf(string type) => type switch
    {
        Group => "group",
        ServiceAccount => "robot",
        _ => "person",
    };

    private static string TypeOf(string? name) => name?.EndsWith(ServiceAccountSuffix, StringComparison.Ordinal) == true ? ServiceAccount : User;
}
