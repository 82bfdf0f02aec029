using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Iam.Scope;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Sessions;
using Haneul.WebConsole.Views;

namespace Haneul.WebConsole.Pages;

/// <summary>
/// A request for a page, and everything that its handler needs: who asks, in which language, the way to the API, what was typed, and how to answer. One for each request.
/// </summary>
public sealed class Page
{
    private readonly PageServices _services;
    private bool? _seesOrganisation;

    internal Page(HttpContext context, PageServices services, SessionSecret? secret)
    {
        Context = context;
        _services = services;
        Secret = secret;
        Home = Client(null);
        Api = Home;
    }

    /// <summary>The HTTP exchange.</summary>
    public HttpContext Context { get; }

    /// <summary>The browser's secret; null for a browser without cookie.</summary>
    public SessionSecret? Secret { get; internal set; }

    /// <summary>Who is signed in; null on the pages before.</summary>
    public Session? Session { get; internal set; }

    /// <summary>What the session keeps.</summary>
    public SessionState? State { get; internal set; }

    /// <summary>The caller that the token of the project stands for now; null before a project is chosen.</summary>
    public Caller? Caller { get; internal set; }

    /// <summary>What the person chose.</summary>
    public Preferences Preferences { get; internal set; } = new();

    /// <summary>The language of the page.</summary>
    public Language Language { get; internal set; }

    /// <summary>Shows instants.</summary>
    public ShownTime Times { get; internal set; } = new(Language.English, TimeZoneInfo.Utc, default);

    /// <summary>The API in the project that the person works in.</summary>
    public ApiClient Api { get; internal set; }

    /// <summary>The API with the token of the sign-in, which has no scope.</summary>
    public ApiClient Home { get; internal set; }

    /// <summary>The calls that were made for the page.</summary>
    public List<ApiCall> Calls { get; } = [];

    /// <summary>What was typed; empty unless a form was sent.</summary>
    public FormFields Form { get; internal set; } = FormFields.Empty();

    /// <summary>What an earlier form has to tell, once; null for nothing.</summary>
    public string? Notice { get; internal set; }

    /// <summary>Whether the person may see the organisation, with its people and settings; known when the page is shown.</summary>
    public bool SeesOrganisation => _seesOrganisation ?? false;

    /// <summary>The path of the page within the console, without query: <c>/secrets</c>.</summary>
    public string Path { get; internal set; } = "/";

    /// <summary>The page with its query, as an address has it.</summary>
    internal string Address => EscapedPath + Context.Request.QueryString;

    /// <summary>The path as an address has it: ids and names in it are escaped.</summary>
    internal string EscapedPath => new PathString(Path).ToUriComponent();

    /// <summary>What stands before every path of the console as the browser came: <c>/console</c>, or nothing at the console's own host.</summary>
    public string Prefix { get; internal set; } = "";

    /// <summary>The id of the request, for the page and the trail.</summary>
    public string RequestId => Call.Of(Context).RequestId;

    /// <summary>A text in the person's language.</summary>
    public string T(Text text) => text.In(Language);

    /// <summary>A text in the person's language, with arguments.</summary>
    public string T(Text text, params ReadOnlySpan<object?> arguments) => text.In(Language, arguments);

    /// <summary>The address of a page of the console. Parts that were typed are escaped as in <see cref="ApiPath"/>.</summary>
    public string Href(ApiPath path) => Prefix + path;

    /// <summary>A value of the route, unescaped; empty if the route has none of that name.</summary>
    public string Route(string name) => Context.Request.RouteValues[name] as string ?? "";

    /// <summary>A value of the query; null if it is missing or empty.</summary>
    public string? Query(string name) => Context.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>Whether the person's roles in the project allow an operation, by name: <c>secrets-manager.CreateSecret</c>. Decided as the API decides.</summary>
    /// <exception cref="InvalidOperationException">There is no such operation: a bug of the page.</exception>
    public bool May(string operation)
    {
        var permission = _services.PermissionOf(operation);
        return Caller is { } caller && (permission.Kind != PermissionKind.Granted || caller.May(permission));
    }

    /// <summary>The token for one form of this page.</summary>
    public string FormToken(string path) => _services.Forms.Create(Secret!, path);

    /// <summary>Looks whether the person may see the organisation, once for a page: <see cref="SeesOrganisation"/>.</summary>
    internal async Task LookForOrganisationAsync() => _seesOrganisation ??= Session is not null && await OrganisationScope.OpenAsync(this) is not null;

    /// <summary>The API in another scope: <c>organisation:ID</c>, <c>project:ID</c> or <c>system</c>. Null if the person has no role there.</summary>
    public async Task<ApiClient?> InScopeAsync(string scope) => (await OpenScopeAsync(scope))?.Api;

    /// <summary>Another scope with the person's roles in it; null if there are none.</summary>
    internal Task<OpenScope?> OpenScopeAsync(string scope) => _services.Scopes.OpenAsync(this, scope);

    /// <summary>
    /// The API in the person's organisation: with their role in it, else with one in the installation, which is above every organisation; null if they have neither. Lists of an
    /// installation's administrator go over all organisations: calls name the one that is meant (<c>domain_id</c>).
    /// </summary>
    public async Task<ApiClient?> InOrganisationAsync() => await InScopeAsync("organisation:" + Session!.DomainId) ?? await InScopeAsync("system");

    /// <summary>Whether the password was given in the last minutes, as dangerous actions ask for.</summary>
    public bool IsConfirmed => Session is { } session && Times.Now - session.ConfirmedAt < PageServices.ConfirmationLife;

    /// <summary>Where the person gives the password again and then comes back to this page.</summary>
    public PageAnswer AskForPassword() => Redirect($"/confirm?return={Address}");

    /// <summary>Shows a view.</summary>
    public PageAnswer Show<TView>(string title, int status = StatusCodes.Status200OK)
        where TView : View => new PageAnswer.Shown(typeof(TView), title, new Dictionary<string, object?>(StringComparer.Ordinal), status);

    /// <summary>Shows a view with its model.</summary>
    public PageAnswer Show<TView, TModel>(string title, TModel model, int status = StatusCodes.Status200OK)
        where TView : View<TModel> => new PageAnswer.Shown(typeof(TView), title, new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model }, status);

    /// <summary>Goes on to another page, which tells <paramref name="notice"/> once.</summary>
    public PageAnswer Redirect(ApiPath path, string? notice = null) => new PageAnswer.Redirected(path.ToString(), notice);

    /// <summary>Goes back to where somebody came from, as <c>return</c> tells; to the overview if that is no page of the console.</summary>
    public PageAnswer Return(string? path, string? notice = null) => new PageAnswer.Redirected(LocalPath.Of(path), notice);

    /// <summary>The page for what does not exist.</summary>
    public PageAnswer NotFound() => Fail(T(PageTexts.NotFoundTitle), T(PageTexts.NotFound), StatusCodes.Status404NotFound);

    /// <summary>The page for a call of the API that failed, where there is no form to go back to.</summary>
    public PageAnswer Fail(ApiAnswer answer) => answer.Status switch
    {
        StatusCodes.Status404NotFound => NotFound(),
        StatusCodes.Status403Forbidden => Refuse(answer.Operation, ApiProblemTexts.Of(answer, Language)),
        _ => Fail(T(PageTexts.Unexpected), ApiProblemTexts.Of(answer, Language), answer.Status),
    };

    /// <summary>The page for what the person's roles do not allow, whether the API has said so or would.</summary>
    /// <param name="operation">The operation that is refused; null if none is known.</param>
    /// <param name="text">What is said of it.</param>
    /// <param name="resource">Id of the secret or key that it is about; null for none.</param>
    public PageAnswer Refuse(string? operation, string text, string? resource = null) => Refuse(WhyRefused(operation, resource), text);

    /// <summary>The same where it is known where the refusal is explained.</summary>
    public PageAnswer Refuse(ApiPath? why, string text)
    {
        var title = T(PageTexts.RefusedTitle);
        return Show<ProblemView, ProblemModel>(title, new ProblemModel(title, text, null, null) { Why = why }, StatusCodes.Status403Forbidden);
    }

    /// <summary>Where the person is told why an operation is refused to them; null where nobody is signed in, or no operation is known.</summary>
    public ApiPath? WhyRefused(string? operation, string? resource = null) =>
        Session is null || operation is null ? null
        : (State?.ProjectId is { } projectId ? WhyRefusedInProject(operation, projectId) : WhyRefusedInOrganisation(operation)).With("resource", resource);

    /// <summary>The same of an operation in a project, whether it is the one chosen or not.</summary>
    internal ApiPath WhyRefusedInProject(string operation, string projectId) =>
        ApiPath.Of($"/iam/decisions?user={Session!.UserId}&operation={operation}&project={projectId}");

    /// <summary>The same of an operation in the person's organisation.</summary>
    internal ApiPath WhyRefusedInOrganisation(string operation) =>
        ApiPath.Of($"/iam/decisions?user={Session!.UserId}&operation={operation}&organisation={Session.DomainId}");

    /// <summary>A page that tells what is wrong.</summary>
    public PageAnswer Fail(string title, string text, int status) => Show<ProblemView, ProblemModel>(title, new ProblemModel(title, text, null, null), status);

    internal ApiClient Client(string? token) => new(Context, _services.Dispatcher, token, Calls);
}
