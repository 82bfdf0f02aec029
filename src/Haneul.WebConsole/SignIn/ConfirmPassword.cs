using System.Text.Json.Nodes;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.SignIn;

/// <summary>Asks for the password again before something dangerous.</summary>
internal static class ConfirmPassword
{
    public static Task<PageAnswer> ShowAsync(Page page) => Task.FromResult(Show(page));

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var password = page.Form.Text("password");
        if (password.Length == 0)
        {
            page.Form.AddProblem("password", page.T(FormTexts.Required));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await page.Home.PostAsync($"/iam/haneul/v1/account/password-confirmation", new JsonObject { ["password"] = password });
        if (!answer.IsSuccess)
        {
            page.Form.AddProblem("password", answer.Status == StatusCodes.Status403Forbidden ? page.T(SignInTexts.ConfirmWrong) : SessionOpening.ProblemOf(page, answer, SignInTexts.ConfirmWrong));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        await page.Context.RequestServices.GetRequiredService<SessionTable>().ConfirmAsync(page.Session!);
        return page.Return(page.Query("return"));
    }

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<ConfirmPasswordView>(page.T(SignInTexts.ConfirmTitle), status);
}
