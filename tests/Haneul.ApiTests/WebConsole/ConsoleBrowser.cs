using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole;

/// <summary>
/// A browser without script and without pictures, at the console's own host: it keeps cookies, follows no redirect by itself, and sends forms as they stand in the page. What is on
/// a page is found with <see cref="Html"/>.
/// </summary>
internal sealed class ConsoleBrowser(ApiFixture fixture) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = fixture.Http.BaseAddress };

    /// <summary>The server that it is at.</summary>
    public ApiFixture Fixture => fixture;

    /// <summary>The cookies that it keeps, by name.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Headers that it sends with every request.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal) { ["Accept-Language"] = "en" };

    /// <summary>The host that it asks for, without port.</summary>
    public string Host { get; init; } = "console.localhost";

    /// <summary>Status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>Where the last answer leads, if it leads anywhere.</summary>
    public string? Location { get; private set; }

    /// <summary>The last answer as it came.</summary>
    public HttpResponseMessage Response { get; private set; } = null!;

    /// <summary>The last body as it came.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The last page.</summary>
    public IHtmlDocument Html { get; private set; } = null!;

    /// <summary>What a person reads in the content of the last page, with single spaces.</summary>
    public string Text => string.Join(' ', (Html.QuerySelector("main") ?? Html.DocumentElement).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A browser in which the first user of the installation is signed in.</summary>
    public static async Task<ConsoleBrowser> SignedInAsync(ApiFixture fixture)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
        return browser;
    }

    /// <summary>Signs a user of the first organisation in, and follows to the overview.</summary>
    public async Task SignInAsync(string user, string password, string organisation = "Default")
    {
        await GoAsync("/sign-in");
        await SubmitAsync("form", ("organisation", organisation), ("user", user), ("password", password));
        if (Status != HttpStatusCode.SeeOther)
        {
            Assert.Fail($"Signing in was answered {(int)Status}: {Text}");
        }

        await FollowAsync();
    }

    /// <summary>Opens a page.</summary>
    public Task GoAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Goes where the last answer leads.</summary>
    public Task FollowAsync() => GoAsync(Location ?? throw new InvalidOperationException($"The last answer was {(int)Status} and leads nowhere: {Text}"));

    /// <summary>Fills in a form of the last page and sends it; fields that are not named keep what stands in them, and null leaves one out.</summary>
    public Task SubmitAsync(string selector, params (string Name, string? Value)[] fields) => SendAsync(Fill(selector, fields));

    /// <summary>A form of the last page, filled in.</summary>
    public HttpRequestMessage Fill(string selector, params (string Name, string? Value)[] fields)
    {
        var (form, sent) = FilledIn(selector, fields);
        if (form.GetAttribute("enctype") is null)
        {
            return new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = new FormUrlEncodedContent(sent) };
        }

        return new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = InParts(sent) };
    }

    /// <summary>A form that takes files, filled in, with a file.</summary>
    public HttpRequestMessage FillWithFile(string selector, string field, string fileName, byte[] content, params (string Name, string? Value)[] fields)
    {
        var (form, sent) = FilledIn(selector, fields);
        Assert.Equal("multipart/form-data", form.GetAttribute("enctype"));
        Assert.NotNull(form.QuerySelector($"input[type=file][name='{field}']"));
        var parts = InParts(sent);
        parts.Add(new ByteArrayContent(content), field, fileName);
        return new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action")) { Content = parts };
    }

    /// <summary>Opens what may have no end, such as a stream: the answer is there when its head is, and the page stays.</summary>
    public Task<HttpResponseMessage> OpenStreamAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        Dress(request);
        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Sends a request as this browser.</summary>
    public async Task SendAsync(HttpRequestMessage request)
    {
        Dress(request);
        Response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Status = Response.StatusCode;
        Location = Response.Headers.Location?.OriginalString;
        foreach (var cookie in Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            Keep(cookie);
        }

        // A stream has no end.
        Body = Response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await Response.Content.ReadAsStringAsync();
        Html = await new HtmlParser().ParseDocumentAsync(Body);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static MultipartFormDataContent InParts(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            parts.Add(new StringContent(value), name);
        }

        return parts;
    }

    private (IHtmlFormElement Form, List<KeyValuePair<string, string>> Sent) FilledIn(string selector, (string Name, string? Value)[] fields)
    {
        var form = Html.QuerySelector(selector) as IHtmlFormElement ?? throw new InvalidOperationException($"There is no form {selector} on the page: {Text}");
        var sent = FieldsOf(form).Where(field => fields.All(given => given.Name != field.Key)).ToList();
        sent.AddRange(fields.Where(static field => field.Value is not null).Select(static field => KeyValuePair.Create(field.Name, field.Value!)));
        return (form, sent);
    }

    private void Dress(HttpRequestMessage request)
    {
        request.Headers.Host = $"{Host}:{_http.BaseAddress!.Port}";
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(static cookie => $"{cookie.Key}={cookie.Value}")));
        }

        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>What a browser sends of a form that nobody has typed in.</summary>
    public static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name, Type: "checkbox" or "radio" } box when box.IsChecked:
                    yield return KeyValuePair.Create(name, box.Value);
                    break;
                case IHtmlInputElement { Name: { Length: > 0 } name, Type: not ("checkbox" or "radio" or "submit" or "button" or "file") } input:
                    yield return KeyValuePair.Create(name, input.Value);
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return KeyValuePair.Create(name, area.Value);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    yield return KeyValuePair.Create(name, select.Value ?? "");
                    break;
            }
        }
    }

    private void Keep(string cookie)
    {
        var pair = cookie.Split(';')[0].Split('=', 2);
        if (cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
        {
            Cookies.Remove(pair[0]);
        }
        else
        {
            Cookies[pair[0]] = pair[1];
        }
    }
}
