using Haneul.Kernel.Access;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Sessions;
using ContentDispositionHeaderValue = Microsoft.Net.Http.Headers.ContentDispositionHeaderValue;

namespace Haneul.WebConsole.Pages;

/// <summary>Who may see a page.</summary>
internal enum PageAudience
{
    /// <summary>Whoever is signed in.</summary>
    SignedIn,

    /// <summary>Anyone: signing in, and what it needs.</summary>
    Anyone,
}

/// <summary>
/// Runs the handler of a page: host, headers, session, form, handler, answer, in this order. A form is looked at before its handler runs; a handler that is run may change things.
/// </summary>
internal sealed class PageHandler(PageServices services, PageRenderer renderer)
{
    private const string PlainNotice = "haneul-notice";
    private const string SecureNotice = "__Host-haneul-notice";
    private const string LanguageCookie = "haneul-language";
    private const string ZoneCookie = "haneul-zone";
    private const string ThemeCookie = "haneul-theme";

    public async Task HandleAsync(HttpContext context, PageAudience audience, Func<Page, Task<PageAnswer>> handler, Func<Page, Task<PageAnswer>>? showAgain = null)
    {
        SecurityHeaders.Write(context);
        if (SessionCookie.IsSharedLoopback(context))
        {
            GoToOwnHost(context);
            return;
        }

        var page = new Page(context, services, SessionCookie.Read(context.Request)) { Path = PathOf(context), Prefix = PrefixOf(context) };
        await OpenSessionAsync(page);
        ChooseAppearance(page);
        TakeNotice(page);
        var answer = await AnswerAsync(page, audience, handler, showAgain);
        if (page.Session is not null && (page.Api.IsOver || page.Home.IsOver))
        {
            await services.Sessions.RemoveAsync(page.Session);
            answer = SignIn(page);
        }

        await WriteAsync(page, answer);
    }

    /// <summary>
    /// Answers at an address that is no page: within the frame for whoever is signed in. Nothing is made for it, neither a session nor a cookie, and a form that came is not read.
    /// </summary>
    public async Task AnswerUnknownAsync(HttpContext context, int status)
    {
        // On loopback a cookie that comes to another name is not the console's.
        var secret = SessionCookie.IsSharedLoopback(context) ? null : SessionCookie.Read(context.Request);
        var page = new Page(context, services, secret) { Path = PathOf(context), Prefix = PrefixOf(context) };
        await OpenSessionAsync(page);
        ChooseAppearance(page);
        await WriteAsync(page, page.Fail(page.T(PageTexts.NotFoundTitle), page.T(PageTexts.NotFound), status));
    }

    private async Task<PageAnswer> AnswerAsync(Page page, PageAudience audience, Func<Page, Task<PageAnswer>> handler, Func<Page, Task<PageAnswer>>? showAgain)
    {
        if (audience == PageAudience.SignedIn && page.Session is null)
        {
            return SignIn(page);
        }

        if (audience == PageAudience.SignedIn && page.State!.MustChangePassword && page.Path is not ("/password" or "/sign-out"))
        {
            return page.Redirect($"/password");
        }

        if (!HttpMethods.IsPost(page.Context.Request.Method))
        {
            page.Secret ??= services.Cookie.ReadOrCreate(page.Context);
            return await handler(page);
        }

        var form = await FormReading.ReadAsync(page.Context, services.MaxFormBytes, page.Session is not null);
        if (form.IsTooLarge)
        {
            page.Secret ??= services.Cookie.ReadOrCreate(page.Context);
            return Refused(page, FormTexts.TooLargeTitle, FormTexts.TooLarge, StatusCodes.Status413PayloadTooLarge);
        }

        var (check, nonce, result) = form.Fields is null || !IsSameOrigin(page.Context.Request)
            ? (FormCheck.Forged, [], null)
            : await services.Forms.UseAsync(page.Secret, page.Path, form.Fields[FormTokens.FieldName], page.Session is not null);
        page.Secret ??= services.Cookie.ReadOrCreate(page.Context);
        switch (check)
        {
            case FormCheck.Late when showAgain is not null:
                page.Form = FormFields.Of(form.Fields!);
                return await showAgain(page);
            case FormCheck.Forged or FormCheck.Late:
                return Refused(page, FormTexts.ForgedTitle, FormTexts.Forged, StatusCodes.Status400BadRequest);
            case FormCheck.Repeated when result is not null:
                return new PageAnswer.Redirected(result, null);
            case FormCheck.Repeated:
                return Refused(page, FormTexts.RepeatedTitle, FormTexts.Repeated, StatusCodes.Status409Conflict);
        }

        page.Form = FormFields.Of(form.Fields!);
        var answer = await handler(page);
        if (answer is PageAnswer.Redirected redirected)
        {
            await services.Forms.KeepResultAsync(nonce, redirected.Path);
        }

        return answer;
    }

    private async Task OpenSessionAsync(Page page)
    {
        if (page.Secret is null || await services.Sessions.FindAsync(page.Secret, page.Context.RequestAborted) is not { } found)
        {
            return;
        }

        // Whatever ends the token of the sign-in ends the session: a disabled user, a deleted one, a password that was changed elsewhere.
        if (await FindCallerAsync(page, found.State.HomeToken) is null)
        {
            await services.Sessions.RemoveAsync(found.Session);
            return;
        }

        page.Session = found.Session;
        page.State = found.State;
        page.Home = page.Client(found.State.HomeToken);
        page.Api = page.Home;
        page.Preferences = await services.Preferences.FindAsync(found.Session.UserId, page.Context.RequestAborted);
        if (found.State.ProjectId is { } projectId && found.State.Tokens.TryGetValue("project:" + projectId, out var token))
        {
            page.Api = page.Client(token);
            page.Caller = await FindCallerAsync(page, token);
            if (page.Caller is null)
            {
                // The role in the project is gone, or the project: the person is still signed in and may choose another.
                page.Api = page.Home;
                page.State = found.State with { ProjectId = null, ProjectName = null, Tokens = found.State.Tokens.Where(kept => kept.Value != token).ToDictionary(StringComparer.Ordinal) };
            }
        }
    }

    private ValueTask<Caller?> FindCallerAsync(Page page, string token) =>
        services.Authenticator.FindKept(token, out _) is { } kept ? new(kept) : services.Authenticator.AuthenticateAsync(token, page.Context.RequestAborted);

    private void ChooseAppearance(Page page)
    {
        var cookies = page.Context.Request.Cookies;
        var chosen = page.Preferences.Language ?? cookies[LanguageCookie];
        page.Language = chosen is not null && LanguageChoice.Parse(chosen) is { } language ? language : LanguageChoice.FromBrowser(page.Context.Request);
        var zone = ShownTime.FindZone(page.Preferences.Zone) ?? ShownTime.FindZone(cookies[ZoneCookie]) ?? TimeZoneInfo.Utc;
        page.Times = new ShownTime(page.Language, zone, services.Time.GetUtcNow());
        if (page.Session is null && Enum.TryParse<Theme>(cookies[ThemeCookie], ignoreCase: true, out var theme))
        {
            page.Preferences = page.Preferences with { Theme = theme };
        }
    }

    private static void TakeNotice(Page page)
    {
        var noticeName = NoticeName(page.Context.Request);
        if (page.Context.Request.Cookies[noticeName] is { Length: > 0 and <= 1000 } notice)
        {
            page.Notice = notice;
            page.Context.Response.Cookies.Delete(noticeName, new CookieOptions { Path = "/", Secure = page.Context.Request.IsHttps });
        }
    }

    private async Task WriteAsync(Page page, PageAnswer answer)
    {
        switch (answer)
        {
            case PageAnswer.Shown shown:
                await LookForNavigationAsync(page);
                await renderer.RenderAsync(page, shown);
                break;
            case PageAnswer.Redirected redirected:
                if (redirected.Notice is { } notice)
                {
                    page.Context.Response.Cookies.Append(NoticeName(page.Context.Request), notice, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = page.Context.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });
                }

                // 303: what follows a form is a read (RFC 9110, 15.4.4).
                page.Context.Response.StatusCode = StatusCodes.Status303SeeOther;
                page.Context.Response.Headers.Location = page.Prefix + redirected.Path;
                break;
            case PageAnswer.Downloaded file:
                page.Context.Response.ContentType = file.ContentType;
                page.Context.Response.ContentLength = file.Content.Length;
                page.Context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = file.Name }.ToString();
                await page.Context.Response.Body.WriteAsync(file.Content, page.Context.RequestAborted);
                break;
        }
    }

    // The navigation has what is the organisation's for those alone who see it.
    private static async Task LookForNavigationAsync(Page page)
    {
        try
        {
            await page.LookForOrganisationAsync();
        }
        catch (StorageUnavailableException)
        {
            // It is shown without them: what the page has to tell, such as the secret of a new access key, may not be there a second time.
        }
    }

    private static PageAnswer SignIn(Page page)
    {
        var target = HttpMethods.IsPost(page.Context.Request.Method) ? SenderOf(page) : page.Address;
        return target == "/" ? page.Redirect($"/sign-in") : page.Redirect($"/sign-in?return={target}");
    }

    // The page that a form was on: not every path that takes a form can be looked at.
    private static string SenderOf(Page page)
    {
        var request = page.Context.Request;
        return Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var sender) && sender.Authority == request.Host.Value
            && sender.PathAndQuery.StartsWith(page.Prefix + "/", StringComparison.Ordinal)
                ? LocalPath.Of(sender.PathAndQuery[page.Prefix.Length..])
                : "/";
    }

    private static PageAnswer Refused(Page page, Text title, Text text, int status) =>
        page.Show<Views.ProblemView, Views.ProblemModel>(page.T(title), new(page.T(title), page.T(text), page.Prefix + page.EscapedPath, page.T(FormTexts.OpenAgain)), status);

    // Browsers tell where a form comes from; one that does not is old, and then the token of the form decides alone.
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is not [{ } site, ..] || site is "same-origin" or "none"
            ? request.Headers.Origin is not [{ } origin, ..] || origin == $"{request.Scheme}://{request.Host.Value}"
            : false;

    private static void GoToOwnHost(HttpContext context)
    {
        var port = context.Request.Host.Port is { } number ? ":" + number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        var path = new PathString(PathOf(context)).ToUriComponent();
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"http://{ConsoleModule.Name}.localhost{port}{path}{context.Request.QueryString}";
    }

    // As the cookie of the session: what the console tells must not be what a neighbouring host has put into the browser.
    private static string NoticeName(HttpRequest request) => request.IsHttps ? SecureNotice : PlainNotice;

    // Routes begin with the id of the console, whichever address was used.
    private static string PathOf(HttpContext context) =>
        context.Request.Path.Value is { } path && path.Length > ConsoleModule.Name.Length + 1 ? path[(ConsoleModule.Name.Length + 1)..] : "/";

    private static string PrefixOf(HttpContext context) => Call.Of(context).Destination is { Form: AddressForm.Prefix } ? "/" + ConsoleModule.Name : "";
}
