using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.SignIn;

/// <summary>Opens the session of a person who has just shown who they are.</summary>
internal static class SessionOpening
{
    /// <summary>What to tell when no token was issued.</summary>
    public static string ProblemOf(Page page, ApiAnswer answer, Text wrong) => answer.Status switch
    {
        StatusCodes.Status401Unauthorized => page.T(wrong),
        StatusCodes.Status429TooManyRequests => page.T(SignInTexts.Wait, answer.Header("Retry-After") ?? "60"),
        _ => ApiProblemTexts.Of(answer, page.Language),
    };

    /// <summary>
    /// Opens the session of a token that was just issued, and enters a project. What has to be known of the person is asked before there is a session: a call that fails does not
    /// say that there is no duty to change the password. Then nobody is signed in, and the answer is what the person is shown; null for a session.
    /// </summary>
    public static async Task<PageAnswer?> RunAsync(Page page, ApiAnswer answer)
    {
        var services = page.Context.RequestServices;
        var user = answer.Json.GetProperty("token").GetProperty("user");
        var userId = user.GetProperty("id").GetString()!;
        var token = answer.Header("X-Subject-Token")!;
        var home = page.Client(token);
        var account = await home.GetAsync($"/iam/haneul/v1/account");
        var (projects, failure) = account.IsSuccess ? await Projects.ListAsync(home) : ([], account);
        if (failure is not null)
        {
            await SignOut.EndTokenAsync(home, token);
            return page.Fail(failure);
        }

        page.Preferences = await services.GetRequiredService<PreferenceTable>().FindAsync(userId, page.Context.RequestAborted);
        page.Secret = services.GetRequiredService<SessionCookie>().Renew(page.Context);

        // The console insists on another password; programs go on with the generated one (docs/console.md).
        page.State = new SessionState { HomeToken = token, MustChangePassword = account.Read(AccessJson.Default.AccountResponse).Account.IsPasswordGenerated == true };
        page.Session = await services.GetRequiredService<SessionTable>().CreateAsync(
            page.Secret, userId, user.GetProperty("name").GetString()!, user.GetProperty("domain").GetProperty("id").GetString()!,
            page.Context.Connection.RemoteIpAddress?.ToString() ?? "", Cut(page.Context.Request.Headers.UserAgent.ToString()), page.State);
        page.Home = home;
        await EnterProjectAsync(page, projects);
        return null;
    }

    /// <summary>
    /// Goes on in this browser alone, with another secret: after a change that people make when they fear that somebody has got in. Neither a copy of the cookie nor another session of
    /// theirs is worth anything afterwards, also where the organisation lets tokens live on (<c>password_change_ends</c>).
    /// </summary>
    public static async Task RenewAsync(Page page)
    {
        var services = page.Context.RequestServices;
        page.Secret = services.GetRequiredService<SessionCookie>().Renew(page.Context);
        await services.GetRequiredService<SessionTable>().RenewAsync(page.Secret, page.Session!, page.State!);
        await services.GetRequiredService<SessionEndings>().EndOthersAsync(page.Context, page.Session!);
    }

    /// <summary>The project that was last worked in; else the first by name.</summary>
    private static async Task EnterProjectAsync(Page page, IReadOnlyList<EnterableProject> projects)
    {
        var project = projects.FirstOrDefault(project => project.Id == page.Preferences.ProjectId) ?? (projects is [var first, ..] ? first : null);
        if (project is not null)
        {
            await Projects.EnterAsync(page, project);
        }
    }

    private static string Cut(string text) => text.Length <= 256 ? text : text[..256];
}
