using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.SignIn;

/// <summary>Ends the session of this browser, and its token with it (event Console Logout). While the token can't be ended, and the event not be written, the session is not over.</summary>
internal static class SignOut
{
    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var services = page.Context.RequestServices;
        var answer = await EndTokenAsync(page.Home, page.State!.HomeToken);
        if (!answer.IsSuccess)
        {
            return page.Fail(answer);
        }

        await services.GetRequiredService<SessionTable>().RemoveAsync(page.Session!);
        services.GetRequiredService<SessionCookie>().Renew(page.Context);
        return page.Redirect($"/sign-in", page.T(SignInTexts.SignedOut));
    }

    /// <summary>Ends the token that the calls are made with.</summary>
    public static Task<ApiAnswer> EndTokenAsync(ApiClient home, string token) =>
        home.SendAsync("DELETE", $"/iam/identity/v3/auth/tokens", null, new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Subject-Token"] = token });
}
