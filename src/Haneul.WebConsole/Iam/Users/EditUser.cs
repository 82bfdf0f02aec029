using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>What the form of a user shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="User">The user; null for a new one.</param>
public sealed record UserFormModel(string Title, UserBody? User);

/// <summary>Changes name, e-mail address and description of a user.</summary>
internal static class EditUser
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.UpdateUser", isDangerous: false);
        if (found is null)
        {
            return refusal!;
        }

        page.Form = FormFields.With(("name", found.User.Name), ("email", found.User.Email), ("description", found.User.Description));
        return Show(page, found.User);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var (found, refusal) = await FoundUser.FindToManageAsync(page, "iam.UpdateUser", isDangerous: false);
        if (found is null)
        {
            return refusal!;
        }

        var change = new JsonObject
        {
            ["name"] = page.Form.Required("name", page.Language),
            ["email"] = page.Form.TextOrNull("email"),
            ["description"] = page.Form.TextOrNull("description"),
        };
        if (page.Form.HasProblems)
        {
            return Show(page, found.User, StatusCodes.Status400BadRequest);
        }

        var answer = await found.ChangeAsync(change);
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("user.name", "name"), ("user.email", "email"), ("user.description", "description"));
            return Show(page, found.User, StatusCodes.Status400BadRequest);
        }

        return page.Redirect($"/iam/users/{found.User.Id}", page.T(UserTexts.Saved, page.Form.TextOrNull("name")));
    }

    private static PageAnswer Show(Page page, UserBody user, int status = StatusCodes.Status200OK)
    {
        var title = page.T(UserTexts.EditTitle, user.Name);
        return page.Show<UserFormView, UserFormModel>(title, new(title, user), status);
    }
}
