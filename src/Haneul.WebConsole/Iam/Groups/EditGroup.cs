using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>What the form of a group shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Group">The group; null for a new one.</param>
public sealed record GroupFormModel(string Title, GroupBody? Group);

/// <summary>Changes name and description of a group.</summary>
internal static class EditGroup
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.UpdateGroup", isDangerous: false);
        if (found is null)
        {
            return refusal!;
        }

        page.Form = FormFields.With(("name", found.Group.Name), ("description", found.Group.Description));
        return Show(page, found.Group);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundGroup.FindToManageAsync(page, "iam.UpdateGroup", isDangerous: false);
        if (found is null)
        {
            return refusal!;
        }

        var change = new JsonObject { ["name"] = page.Form.Required("name", page.Language), ["description"] = page.Form.Text("description").Trim() };
        if (page.Form.HasProblems)
        {
            return Show(page, found.Group, StatusCodes.Status400BadRequest);
        }

        var answer = await found.ChangeAsync(change);
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("group.name", "name"), ("group.description", "description"));
            return Show(page, found.Group, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/groups/{found.Group.Id}", page.T(GroupTexts.Saved, page.Form.TextOrNull("name")));
    }

    private static PageAnswer Show(Page page, GroupBody group, int status = StatusCodes.Status200OK)
    {
        var title = page.T(GroupTexts.EditTitle, group.Name);
        return page.Show<GroupFormView, GroupFormModel>(title, new(title, group), status);
    }
}
