using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Iam.Projects;
using Haneul.WebConsole.Iam.Roles;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>What the form for somebody's roles shows.</summary>
/// <param name="Name">Whose roles.</param>
/// <param name="Place">Where: a sentence.</param>
/// <param name="Roles">The roles that may be given there.</param>
/// <param name="Path">The page to go back to.</param>
/// <param name="PathName">What that page is called.</param>
public sealed record ChangeRolesModel(string Name, string Place, IReadOnlyList<GivableRole> Roles, string Path, string PathName);

/// <summary>Gives somebody roles in a project or on the organisation, and takes roles from them.</summary>
internal static class ChangeRoles
{
    public static async Task<PageAnswer> ShowInProjectAsync(Page page) => await InProjectAsync(page) is var (target, refusal) && target is not null ? ShowPresent(page, target) : refusal!;

    public static async Task<PageAnswer> SubmitInProjectAsync(Page page) => await InProjectAsync(page) is var (target, refusal) && target is not null ? await SubmitAsync(page, target) : refusal!;

    public static async Task<PageAnswer> ShowInOrganisationAsync(Page page) =>
        await OnOrganisationAsync(page) is var (target, refusal) && target is not null ? ShowPresent(page, target) : refusal!;

    public static async Task<PageAnswer> SubmitInOrganisationAsync(Page page) =>
        await OnOrganisationAsync(page) is var (target, refusal) && target is not null ? await SubmitAsync(page, target) : refusal!;

    private static async Task<(Target? Target, PageAnswer? Refusal)> InProjectAsync(Page page)
    {
        if (KindOf(page) is not { } kind)
        {
            return (null, page.NotFound());
        }

        var (found, refusal) = await FoundProject.FindAsync(page);
        if (found is null)
        {
            return (null, refusal);
        }

        if (!found.Scope.MayManageMembers)
        {
            return (null, Refusals.NeedsProjectAdmin(page, kind == "groups" ? "iam.AssignProjectGroupRole" : "iam.AssignProjectUserRole", found.Project.Id));
        }

        if (!page.IsConfirmed)
        {
            return (null, page.AskForPassword());
        }

        var project = found.Project;
        var target = new Target(
            found.Scope.Api, RoleGrants.InProject(project.Id), kind, page.Route("memberId"), page.T(MemberTexts.InProject, project.Name), "/iam/projects/" + project.Id, project.Name);
        return await LoadAsync(
            page, target, $"/iam/identity/v3/role_assignments?scope.project.id={project.Id}&include_names", onProject: true, found.Scope.Organisation?.IsAdmin == true);
    }

    private static async Task<(Target? Target, PageAnswer? Refusal)> OnOrganisationAsync(Page page)
    {
        if (KindOf(page) is not { } kind)
        {
            return (null, page.NotFound());
        }

        if (await OrganisationScope.OpenAsync(page) is not { MayManage: true } scope)
        {
            return (null, Refusals.NeedsManager(page, kind == "groups" ? "iam.AssignDomainGroupRole" : "iam.AssignDomainUserRole"));
        }

        if (!page.IsConfirmed)
        {
            return (null, page.AskForPassword());
        }

        var id = page.Route("memberId");
        var named = await scope.Api.GetAsync(ApiPath.Of($"/iam/identity/v3/").Then(kind).Then("/").Then(Uri.EscapeDataString(id)));
        if (!named.IsSuccess)
        {
            return (null, page.Fail(named));
        }

        var name = named.Json.GetProperty(kind[..^1]).GetProperty("name").GetString()!;
        var target = new Target(
            scope.Api, RoleGrants.OnOrganisation(page.Session!.DomainId), kind, id, page.T(MemberTexts.InOrganisation), $"/iam/{kind}/{id}", name)
        {
            Name = name,
        };
        return await LoadAsync(page, target, $"/iam/identity/v3/role_assignments?scope.domain.id={page.Session.DomainId}&include_names", onProject: false, scope.IsAdmin);
    }

    private static async Task<(Target? Target, PageAnswer? Refusal)> LoadAsync(Page page, Target target, ApiPath assignments, bool onProject, bool isAdmin)
    {
        var (list, _, answer) = await RoleAssignments.ListAsync(target.Api, assignments.With(target.Kind == "groups" ? "group.id" : "user.id", target.Id));
        if (!answer.IsSuccess)
        {
            return (null, page.Fail(answer));
        }

        var (roles, rolesAnswer) = await GivableRole.ListAsync(target.Api, onProject, isAdmin);
        if (!rolesAnswer.IsSuccess)
        {
            return (null, page.Fail(rolesAnswer));
        }

        // Only what was given here itself: a role that is inherited is taken where it was given.
        var own = list.Where(static one => one is { IsForProjects: false, InheritedFrom: null }).ToList();
        return (target with { Name = target.Name ?? own.FirstOrDefault()?.SubjectName ?? target.Id, Roles = roles, Given = own.Select(static one => one.Role).ToHashSet(StringComparer.Ordinal) }, null);
    }

    private static async Task<PageAnswer> SubmitAsync(Page page, Target target)
    {
        var wanted = page.Form.All("roles").ToHashSet(StringComparer.Ordinal);
        var (given, taken) = (0, 0);
        ApiAnswer? refused = null;

        // Giving comes first: who loses their way in by the change has not lost what they were to get.
        foreach (var role in target.Roles.Where(role => wanted.Contains(role.Name) && !target.Given.Contains(role.Name)))
        {
            var answer = await RoleGrants.GiveAsync(target.Api, target.Place, target.Kind, target.Id, role.Id);
            given += answer.IsSuccess ? 1 : 0;
            refused ??= answer.IsSuccess ? null : answer;
        }

        foreach (var role in target.Roles.Where(role => !wanted.Contains(role.Name) && target.Given.Contains(role.Name)))
        {
            var answer = await RoleGrants.TakeAsync(target.Api, target.Place, target.Kind, target.Id, role.Id);
            taken += answer.IsSuccess ? 1 : 0;
            refused ??= answer.IsSuccess ? null : answer;
        }

        if (refused is not null)
        {
            page.Form.TakeIam(refused, page);
            return Show(page, target, StatusCodes.Status400BadRequest);
        }

        return page.Return(target.Path, given + taken == 0 ? page.T(IamTexts.NotChanged) : page.T(MemberTexts.Saved, target.Name, given, taken));
    }

    private static PageAnswer ShowPresent(Page page, Target target)
    {
        page.Form = FormFields.WithAll("roles", target.Given);
        return Show(page, target);
    }

    private static PageAnswer Show(Page page, Target target, int status = StatusCodes.Status200OK) =>
        page.Show<ChangeRolesView, ChangeRolesModel>(
            page.T(MemberTexts.ChangeTitle, target.Name), new(target.Name!, target.Where, target.Roles, target.Path, target.PathName), status);

    private static string? KindOf(Page page) => page.Route("kind") is "users" or "groups" ? page.Route("kind") : null;

    private sealed record Target(ApiClient Api, string Place, string Kind, string Id, string Where, string Path, string PathName)
    {
        public string? Name { get; init; }

        public IReadOnlyList<GivableRole> Roles { get; init; } = [];

        public HashSet<string> Given { get; init; } = new(StringComparer.Ordinal);
    }
}
