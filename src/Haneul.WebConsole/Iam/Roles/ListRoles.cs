using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Roles;

/// <summary>A role as the list shows it.</summary>
/// <param name="Role">The role.</param>
/// <param name="Description">What somebody wrote about it; null for roles of the product.</param>
/// <param name="Contains">The roles that it contains; null where that can't be seen.</param>
public sealed record RoleRow(GivableRole Role, string? Description, IReadOnlyList<string>? Contains);

/// <summary>What the list of roles shows.</summary>
/// <param name="Rows">The roles.</param>
public sealed record RolesModel(IReadOnlyList<RoleRow> Rows);

/// <summary>Lists the roles with what each is for.</summary>
internal static class ListRoles
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var organisation = await OrganisationScope.OpenAsync(page);
        var api = organisation?.Api ?? page.Api;
        var answer = await api.GetAsync($"/iam/identity/v3/roles");
        if (!answer.IsSuccess)
        {
            return organisation is null ? Refusals.NeedsProjectAdmin(page, "iam.ListRoles") : page.Fail(answer);
        }

        // What contains what is seen by administrators and readers of the system alone; for others the list is without it.
        var contains = organisation is { IsAdmin: true } ? await ContentsAsync(organisation.Api) : null;
        var rows = answer.Read(RoleJson.Default.RolesResponse).Roles
            .Select(role => new RoleRow(
                new(role.Id, role.Name, RoleTexts.FamilyOf(role.Name)), RoleTexts.Describe(role.Name) is null ? role.Description : null,
                contains is null ? null : contains.GetValueOrDefault(role.Id, [])))
            .OrderBy(static row => row.Role.Family).ThenBy(static row => RoleTexts.OrderOf(row.Role.Name)).ThenBy(static row => row.Role.Name, StringComparer.Ordinal);
        return page.Show<RolesView, RolesModel>(page.T(RoleTexts.Title), new([.. rows]));
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>?> ContentsAsync(Api.ApiClient api)
    {
        var answer = await api.GetAsync($"/iam/identity/v3/role_inferences");
        return answer.IsSuccess
            ? answer.Read(RoleJson.Default.RoleInferencesResponse).RoleInferences.ToDictionary(
                static one => one.PriorRole.Id, static one => (IReadOnlyList<string>)[.. one.Implies.Select(static role => role.Name)], StringComparer.Ordinal)
            : null;
    }
}
