using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.SignIn;

/// <summary>Signs a person in by organisation, user and password.</summary>
internal static class SignInForm
{
    private const string FirstOrganisation = "Default";

    public static Task<PageAnswer> ShowAsync(Page page)
    {
        if (page.Session is not null)
        {
            return Task.FromResult(page.Return(page.Query("return")));
        }

        page.Form = FormFields.With(("organisation", FirstOrganisation));
        return Task.FromResult(Show(page));
    }

    /// <summary>Shows a form that was open for too long, with what was typed but the password.</summary>
    public static Task<PageAnswer> ShowAgainAsync(Page page)
    {
        page.Form.Problem = page.T(FormTexts.Late);
        return Task.FromResult(Show(page, StatusCodes.Status400BadRequest));
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var form = page.Form;
        var organisation = form.Required("organisation", page.Language);
        var name = form.Required("user", page.Language);
        var password = form.Text("password");
        if (password.Length == 0)
        {
            form.AddProblem("password", page.T(FormTexts.Required));
        }

        if (form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await PasswordToken.IssueAsync(page.Home, PasswordToken.Named(organisation, name, password));
        if (PasswordToken.AsksForPasscode(answer))
        {
            await page.Context.RequestServices.GetRequiredService<PendingSignIns>().KeepAsync(page.Secret!, new PendingSignIn(organisation, name, password));
            return page.Redirect($"/sign-in/passcode?return={LocalPath.Of(page.Query("return"))}");
        }

        if (!answer.IsSuccess)
        {
            form.Problem = SessionOpening.ProblemOf(page, answer, SignInTexts.Wrong);
            return Show(page, answer.Status == StatusCodes.Status429TooManyRequests ? answer.Status : StatusCodes.Status400BadRequest);
        }

        return await SessionOpening.RunAsync(page, answer) ?? page.Return(page.Query("return"));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<SignInView>(page.T(SignInTexts.Title), status);
}
