using System.Text.Json.Nodes;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>Creates a group of the organisation.</summary>
internal static class NewGroup
{
    public static async Task<PageAnswer> ShowAsync(Page page) =>
        await OrganisationScope.OpenAsync(page) is { MayManage: true } ? Show(page) : Refusals.NeedsManager(page, "iam.CreateGroup");

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { MayManage: true } scope)
        {
            return Refusals.NeedsManager(page, "iam.CreateGroup");
        }

        var group = new JsonObject
        {
            ["name"] = page.Form.Required("name", page.Language),
            ["description"] = page.Form.Text("description").Trim(),
            ["domain_id"] = page.Session!.DomainId,
        };
        if (page.Form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await scope.Api.PostAsync($"/iam/identity/v3/groups", new JsonObject { ["group"] = group });
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("group.name", "name"), ("group.description", "description"));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var created = answer.Read(GroupsJson.Default.GroupResponse).Group;
        return page.Redirect($"/iam/groups/{created.Id}", page.T(GroupTexts.Created, created.Name));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK)
    {
        var title = page.T(GroupTexts.New);
        return page.Show<GroupFormView, GroupFormModel>(title, new(title, null), status);
    }
}
