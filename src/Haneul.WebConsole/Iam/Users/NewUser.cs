using System.Text.Json.Nodes;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Pages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>Creates a user of the organisation, with a first password.</summary>
internal static class NewUser
{
    public static async Task<PageAnswer> ShowAsync(Page page) =>
        await OrganisationScope.OpenAsync(page) is { MayManage: true } ? Show(page) : Refusals.NeedsManager(page, "iam.CreateUser");

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        if (await OrganisationScope.OpenAsync(page) is not { MayManage: true } scope)
        {
            return Refusals.NeedsManager(page, "iam.CreateUser");
        }

        var user = new JsonObject { ["name"] = page.Form.Required("name", page.Language), ["domain_id"] = page.Session!.DomainId, ["password"] = NewPassword.Read(page) };
        if (page.Form.TextOrNull("email") is { } email)
        {
            user["email"] = email;
        }

        if (page.Form.TextOrNull("description") is { } description)
        {
            user["description"] = description;
        }

        if (page.Form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await scope.Api.PostAsync($"/iam/identity/v3/users", new JsonObject { ["user"] = user });
        if (!answer.IsSuccess)
        {
            page.Form.TakeIam(answer, page, ("user.name", "name"), ("user.email", "email"), ("user.description", "description"), ("user.password", "password"));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var created = answer.Read(UsersJson.Default.UserResponse).User;
        return page.Redirect($"/iam/users/{created.Id}", page.T(UserTexts.Created, created.Name));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK)
    {
        var title = page.T(UserTexts.New);
        return page.Show<UserFormView, UserFormModel>(title, new(title, null), status);
    }
}
