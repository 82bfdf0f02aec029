using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

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
        if (!answer.IsSuccess)
        {
            form.Problem = answer.Status switch
            {
                StatusCodes.Status401Unauthorized => page.T(SignInTexts.Wrong),
                StatusCodes.Status429TooManyRequests => page.T(SignInTexts.Wait, answer.Header("Retry-After") ?? "60"),
                _ => ApiProblemTexts.Of(answer, page.Language),
            };
            return Show(page, answer.Status == StatusCodes.Status429TooManyRequests ? answer.Status : StatusCodes.Status400BadRequest);
        }

        await OpenSessionAsync(page, answer);
        return page.Return(page.Query("return"));
    }

    private static async Task OpenSessionAsync(Page page, ApiAnswer answer)
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
        page.Preferences = await services.GetRequiredService<PreferenceTable>().FindAsync(userId, page.Context.RequestAborted);
        await EnterProjectAsync(page);
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

    private static PageAnswer Show(Page page, int status = StatusCodes.Status200OK) => page.Show<SignInView>(page.T(SignInTexts.Title), status);

    private static string Cut(string text) => text.Length <= 256 ? text : text[..256];
}
