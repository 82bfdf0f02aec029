using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.SignIn;

/// <summary>Asks for the password again before something dangerous.</summary>
internal static class ConfirmPassword
{
    public static Task<PageAnswer> ShowAsync(Page page) => Task.FromResult(Show(page));

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var answer = await PasswordToken.IssueAsync(page.Client(null), PasswordToken.Known(page.Session!.UserId, page.Form.Text("password")));
        if (!answer.IsSuccess && !PasswordToken.AsksForPasscode(answer))
        {
            page.Form.AddProblem("password", SessionOpening.ProblemOf(page, answer, SignInTexts.ConfirmWrong));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        await page.Context.RequestServices.GetRequiredService<SessionTable>().ConfirmAsync(page.Session);
        return page.Return(page.Query("return"));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<ConfirmPasswordView>(page.T(SignInTexts.ConfirmTitle), status);
}
