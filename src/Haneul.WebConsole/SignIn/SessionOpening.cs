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

    /// <summary>Opens the session of a token that was just issued, and enters a project.</summary>
    public static async Task RunAsync(Page page, ApiAnswer answer)
    {
        var services = page.Context.RequestServices;
        var user = answer.Json.GetProperty("token").GetProperty("user");
        var userId = user.GetProperty("id").GetString()!;
        page.Secret = services.GetRequiredService<SessionCookie>().Renew(page.Context);
        page.State = new SessionState { HomeToken = answer.Header("X-Subject-Token")! };
        page.Session = await services.GetRequiredService<SessionTable>().CreateAsync(
            page.Secret, userId, user.GetProperty("name").GetString()!, user.GetProperty("domain").GetProperty("id").GetString()!,
            page.Context.Connection.RemoteIpAddress?.ToString() ?? "", Cut(page.Context.Request.Headers.UserAgent.ToString()), page.State);
        page.Home = page.Client(page.State.HomeToken);
        await NoteGeneratedPasswordAsync(page);
        page.Preferences = await services.GetRequiredService<PreferenceTable>().FindAsync(userId, page.Context.RequestAborted);
        await EnterProjectAsync(page);
    }

    /// <summary>
    /// Goes on in this browser alone, with another secret: after a change that people make when they fear that somebody has got in. Neither a copy of the cookie nor another session of
    /// theirs is worth anything afterwards, also where the organisation lets tokens live on (<c>password_change_ends</c>).
    /// </summary>
    public static async Task RenewAsync(Page page)
    {
        var services = page.Context.RequestServices;
        var sessions = services.GetRequiredService<SessionTable>();
        page.Secret = services.GetRequiredService<SessionCookie>().Renew(page.Context);
        await sessions.RenewAsync(page.Secret, page.Session!, page.State!);
        await sessions.EndOthersAsync(page.Session!.UserId, page.Session.Id);
    }

    /// <summary>The project that was last worked in; else the first by name.</summary>
    private static async Task EnterProjectAsync(Page page)
    {
        var projects = await Projects.ListAsync(page);
        var project = projects.FirstOrDefault(project => project.Id == page.Preferences.ProjectId) ?? (projects is [var first, ..] ? first : null);
        if (project is not null)
        {
            await Projects.EnterAsync(page, project);
        }
    }

    // The console insists on another password; programs go on with the generated one (issue of decisions.md 4: bootstrap.json).
    private static async Task NoteGeneratedPasswordAsync(Page page)
    {
        var account = await page.Home.GetAsync($"/iam/haneul/v1/account");
        if (account.IsSuccess && account.Read(AccessJson.Default.AccountResponse).Account.IsPasswordGenerated == true)
        {
            page.State = page.State! with { MustChangePassword = true };
            await page.Context.RequestServices.GetRequiredService<SessionTable>().UpdateAsync(page.Secret!, page.Session!, page.State);
        }
    }

    private static string Cut(string text) => text.Length <= 256 ? text : text[..256];
}
