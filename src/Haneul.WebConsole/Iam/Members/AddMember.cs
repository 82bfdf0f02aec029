using Haneul.WebConsole.Iam.Projects;
using Haneul.WebConsole.Iam.Roles;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>What the form for a new member shows.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="Roles">The roles that may be given.</param>
/// <param name="MayLookUp">Whether names can be looked up.</param>
/// <param name="IsCurrent">Whether the project is the one that the person works in, whose service accounts they can name.</param>
public sealed record AddMemberModel(string ProjectId, string ProjectName, IReadOnlyList<GivableRole> Roles, bool MayLookUp, bool IsCurrent);

/// <summary>Gives somebody a role in a project.</summary>
internal static class AddMember
{
    public static async Task<PageAnswer> ShowAsync(Page page) => await OpenAsync(page) is var (found, roles, refusal) && found is not null ? Show(page, found, roles) : refusal!;

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, roles, refusal) = await OpenAsync(page);
        if (found is null)
        {
            return refusal!;
        }

        var kind = page.Form.Text("kind") is "groups" or "service-accounts" ? page.Form.Text("kind") : "users";
        var role = roles.FirstOrDefault(role => role.Name == page.Form.Text("role"));
        if (role is null)
        {
            page.Form.AddProblem("role", page.T(MemberTexts.ChooseRole));
        }

        if (await Subjects.FindAsync(page, found.Scope.Organisation, kind) is not { } subject || role is null)
        {
            return Show(page, found, roles, StatusCodes.Status400BadRequest);
        }

        var answer = await RoleGrants.GiveAsync(found.Scope.Api, RoleGrants.InProject(found.Project.Id), kind == "groups" ? kind : "users", subject.Id, role.Id);
        if (!answer.IsSuccess)
        {
            if (answer.Status == StatusCodes.Status404NotFound)
            {
                page.Form.AddProblem("who", page.T(MemberTexts.NotFound));
            }
            else
            {
                page.Form.TakeIam(answer, page, ("role_id", "role"));
            }

            return Show(page, found, roles, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/projects/{found.Project.Id}", page.T(MemberTexts.Added, subject.Name, role.Name));
    }

    private static async Task<(FoundProject? Found, IReadOnlyList<GivableRole> Roles, PageAnswer? Refusal)> OpenAsync(Page page)
    {
        var (found, refusal) = await FoundProject.FindAsync(page);
        if (found is null)
        {
            return (null, [], refusal);
        }

        if (!found.Scope.MayManageMembers)
        {
            return (null, [], Refusals.NeedsProjectAdmin(page, "iam.AssignProjectUserRole", found.Project.Id));
        }

        if (!page.IsConfirmed)
        {
            return (null, [], page.AskForPassword());
        }

        var (roles, answer) = await GivableRole.ListAsync(found.Scope.Api, onProject: true, found.Scope.Organisation?.IsAdmin == true);
        return answer.IsSuccess ? (found, roles, null) : (null, [], page.Fail(answer));
    }

    private static PageAnswer Show(Page page, FoundProject found, IReadOnlyList<GivableRole> roles, int status = StatusCodes.Status200OK) =>
        page.Show<AddMemberView, AddMemberModel>(
            page.T(MemberTexts.AddTitle, found.Project.Name),
            new(found.Project.Id, found.Project.Name, roles, found.Scope.Organisation is not null, found.Project.Id == page.State!.ProjectId && page.May("iam.ListServiceAccounts")), status);
}
