using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.SignIn;

/// <summary>The pages of signing in, and of what a session is for.</summary>
internal static class SignInPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/sign-in", SignInForm.ShowAsync, PageAudience.Anyone);
        pages.PostByAnyone("/sign-in", SignInForm.SubmitAsync, SignInForm.ShowAgainAsync);
        pages.Get("/sign-in/passcode", PasscodeForm.ShowAsync, PageAudience.Anyone);
        pages.PostByAnyone("/sign-in/passcode", PasscodeForm.SubmitAsync, PasscodeForm.ShowAsync);
        pages.Post("/sign-out", SignOut.SubmitAsync);
        pages.Get("/confirm", ConfirmPassword.ShowAsync);
        pages.Post("/confirm", ConfirmPassword.SubmitAsync);
        pages.Get("/password", ChangePassword.ShowAsync);
        pages.Post("/password", ChangePassword.SubmitAsync);
        pages.Get("/projects/choose", ChooseProject.ShowAsync);
        pages.Post("/projects/choose", ChooseProject.SubmitAsync);
    }
}
