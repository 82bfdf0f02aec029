using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.SignIn;

/// <summary>What the change of the password asks for.</summary>
/// <param name="AsksForPasscode">Whether a passcode is asked for too.</param>
public sealed record ChangePasswordModel(bool AsksForPasscode);

/// <summary>Changes the person's own password. The tokens of the old one are worth nothing afterwards, so the session goes on with new ones.</summary>
internal static class ChangePassword
{
    private static readonly string[] Passwords = ["old", "new", "again"];

    public static Task<PageAnswer> ShowAsync(Page page) => ShowAsync(page, StatusCodes.Status200OK);

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var form = page.Form;
        var (old, wanted) = (form.Text("old"), form.Text("new"));
        foreach (var name in Passwords.Where(name => form.Text(name).Length == 0))
        {
            form.AddProblem(name, page.T(FormTexts.Required));
        }

        if (form.HasProblems)
        {
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        if (wanted != form.Text("again"))
        {
            form.AddProblem("again", page.T(SignInTexts.NotTheSame));
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        var user = new JsonObject { ["password"] = wanted, ["original_password"] = old };
        var passcode = form.Contains("passcode") ? form.Required("passcode", page.Language) : null;
        if (passcode is not null)
        {
            user["passcode"] = passcode;
        }

        RequireTyped(page, "old");
        RequireTyped(page, "new");
        if (form.HasProblems)
        {
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        var body = new JsonObject { ["user"] = user };
        var answer = await page.Client(page.State!.HomeToken).PostAsync($"/iam/identity/v3/users/{page.Session!.UserId}/password", body);
        if (answer.Status == StatusCodes.Status401Unauthorized)
        {
            form.AddProblem("old", page.T(passcode is null ? SignInTexts.ConfirmWrong : SignInTexts.PasswordOrCodeWrong));
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        if (!answer.IsSuccess)
        {
            form.Take(answer, page.Language, ("user.password", "new"), ("user.original_password", "old"));
            return await ShowAsync(page, StatusCodes.Status400BadRequest);
        }

        return await GoOnAsync(page, wanted);
    }

    // Spaces may be a password.
    private static void RequireTyped(Page page, string field)
    {
        if (page.Form.Text(field).Length == 0)
        {
            page.Form.AddProblem(field, page.T(FormTexts.Required));
        }
    }

    private static async Task<PageAnswer> GoOnAsync(Page page, string password)
    {
        var again = await PasswordToken.IssueAsync(page.Client(null), PasswordToken.Known(page.Session!.UserId, password));
        if (!again.IsSuccess)
        {
            // A passcode is asked for, or the account can't sign in any more: neither is for a form of a signed-in person.
            await page.Context.RequestServices.GetRequiredService<SessionEndings>().EndAllAsync(page.Context, page.Session);
            return page.Redirect($"/sign-in", page.T(SignInTexts.Changed));
        }

        var project = page.State!.ProjectId is { } id ? new EnterableProject(id, page.State.ProjectName ?? "", "") : null;
        page.State = new SessionState { HomeToken = again.Header("X-Subject-Token")! };
        page.Home = page.Client(page.State.HomeToken);
        await SessionOpening.RenewAsync(page);
        if (project is not null)
        {
            await Projects.EnterAsync(page, project);
        }

        return page.Redirect($"/", page.T(SignInTexts.Changed));
    }

    private static async Task<PageAnswer> ShowAsync(Page page, int status)
    {
        var factor = await page.Client(page.State!.HomeToken).GetAsync($"/iam/haneul/v1/users/{page.Session!.UserId}/second-factor");
        return factor.IsSuccess
            ? page.Show<ChangePasswordView, ChangePasswordModel>(
                page.T(SignInTexts.PasswordTitle), new(factor.Read(SecondFactorsJson.Default.SecondFactorResponse).SecondFactor.Enabled), status)
            : page.Fail(factor);
    }
}
