using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.SignIn;

/// <summary>Ends the session of this browser, and its token with it (event Console Logout).</summary>
internal static class SignOut
{
    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var services = page.Context.RequestServices;
        await page.Home.SendAsync("DELETE", $"/iam/identity/v3/auth/tokens", null, new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Subject-Token"] = page.State!.HomeToken });
        await services.GetRequiredService<SessionTable>().EndAsync(page.Session!.UserId, page.Session.Id);
        services.GetRequiredService<SessionCookie>().Renew(page.Context);
        return page.Redirect($"/sign-in", page.T(SignInTexts.SignedOut));
    }
}
