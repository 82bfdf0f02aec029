using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.SignIn;

/// <summary>The second step of signing in, for whoever has a second factor.</summary>
internal static class PasscodeForm
{
    public static async Task<PageAnswer> ShowAsync(Page page) =>
        await Pending(page).FindAsync(page.Secret!) is null ? page.Redirect($"/sign-in") : Show(page);

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var before = page.Secret!;
        if (await Pending(page).FindAsync(before) is not { } pending)
        {
            return page.Redirect($"/sign-in?return={LocalPath.Of(page.Query("return"))}", page.T(SignInTexts.PasscodeLate));
        }

        var passcode = page.Form.Required("passcode", page.Language);
        if (page.Form.HasProblems)
        {
            return Show(page, StatusCodes.Status400BadRequest);
        }

        var answer = await PasswordToken.IssueAsync(page.Home, PasswordToken.Named(pending.Organisation, pending.User, pending.Password), passcode);
        if (!answer.IsSuccess)
        {
            page.Form.AddProblem("passcode", SessionOpening.ProblemOf(page, answer, SignInTexts.PasscodeWrong));
            return Show(page, StatusCodes.Status400BadRequest);
        }

        await Pending(page).ForgetAsync(before);
        return await SessionOpening.RunAsync(page, answer) ?? page.Return(page.Query("return"));
    }

    private static PendingSignIns Pending(Page page) => page.Context.RequestServices.GetRequiredService<PendingSignIns>();

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<PasscodeView>(page.T(SignInTexts.PasscodeTitle), status);
}
