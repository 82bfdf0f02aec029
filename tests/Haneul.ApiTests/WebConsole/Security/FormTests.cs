using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Haneul.ApiTests.Api.CloudTrail.Catalogue;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>A form changes something only if this server gave it to this browser for this page, and only once.</summary>
public sealed class FormTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Cookie = "haneul-console";
    private const string SignIn = "/sign-in";

    [Fact]
    public async Task No_form_is_taken_without_a_token_that_is_this_browsers_for_this_page()
    {
        using var victim = await ConsoleBrowser.SignedInAsync(fixture);
        using var attacker = await ConsoleBrowser.SignedInAsync(fixture);
        var before = await TrailTables.ContentsAsync(fixture);
        var wrong = new List<string>();
        foreach (var path in ConsoleRoute.Forms(fixture).Select(static route => route.PathOfNothing()))
        {
            (string Name, string? Token)[] tokens =
            [
                ("no token", null),
                ("an empty token", ""),
                ("half a token", TokenFor(victim, path)[..30]),
                ("a token of no alphabet", new string('!', 75)),
                ("a token that was changed", Changed(TokenFor(victim, path))),
                ("the token of another browser", TokenFor(attacker, path)),
                ("the token of another page", TokenFor(victim, path + "/x")),
            ];
            foreach (var (name, token) in tokens)
            {
                await SendAsync(victim, path, token);
                if (victim.Status != HttpStatusCode.BadRequest)
                {
                    wrong.Add($"{path} with {name}: {(int)victim.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Unchanged(before, await TrailTables.ContentsAsync(fixture));
    }

    [Fact]
    public async Task No_form_is_taken_that_another_site_sent()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var before = await TrailTables.ContentsAsync(fixture);
        var own = $"http://console.localhost:{fixture.Http.BaseAddress!.Port}";
        (string Header, string Value)[] foreign =
        [
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Site", "same-site"),
            ("Origin", "https://evil.example"),
            ("Origin", "null"),
            ("Origin", own.Replace("console.", "", StringComparison.Ordinal)),
            ("Origin", own + "0"),
            ("Origin", own.Replace("http:", "https:", StringComparison.Ordinal)),
        ];
        var wrong = new List<string>();
        foreach (var path in ConsoleRoute.Forms(fixture).Select(static route => route.PathOfNothing()))
        {
            foreach (var (header, value) in foreign)
            {
                browser.Headers[header] = value;
                await SendAsync(browser, path, TokenFor(browser, path));
                browser.Headers.Remove(header);
                if (browser.Status != HttpStatusCode.BadRequest)
                {
                    wrong.Add($"{path} with {header}: {value}: {(int)browser.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Unchanged(before, await TrailTables.ContentsAsync(fixture));
    }

    [Fact]
    public async Task The_consoles_own_pages_may_send_their_forms()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Sec-Fetch-Site"] = "same-origin";
        browser.Headers["Origin"] = $"http://console.localhost:{fixture.Http.BaseAddress!.Port}";
        await browser.GoAsync("/projects/choose");
        await browser.SubmitAsync("main form");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task A_token_is_no_part_of_an_address()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("project", fixture.Bootstrap.ProjectId)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/projects/choose?{FormTokens.FieldName}={TokenFor(browser, "/projects/choose")}") { Content = content };
        await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    [Fact]
    public async Task Two_tabs_have_a_form_each()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/projects/choose");
        var first = browser.Fill("main form");
        await browser.GoAsync("/projects/choose");
        var second = browser.Fill("main form");

        await browser.SendAsync(first);
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.SendAsync(second);
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task A_wrong_form_that_is_sent_again_is_not_tried_again()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync(SignIn);
        var form = browser.Fill("form", ("user", "nobody"), ("password", "wrong"));
        var body = await form.Content!.ReadAsStringAsync();
        await browser.SendAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);

        await browser.SendAsync(Post(SignIn, body));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("main a.button"));
    }

    [Fact]
    public async Task A_form_that_is_too_old_is_refused()
    {
        await using var own = new ConsoleFixture();
        await own.InitializeAsync();
        using var browser = new ConsoleBrowser(own);
        await browser.GoAsync(SignIn);
        var form = browser.Fill("form", ("user", own.Bootstrap.UserName), ("password", own.Bootstrap.Password));
        own.Time.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));

        await browser.SendAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task The_forms_of_before_the_sign_in_are_worth_nothing_after_it()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync(SignIn);
        var planted = browser.Cookies[Cookie];
        await browser.SubmitAsync("form", ("user", fixture.Bootstrap.UserName), ("password", fixture.Bootstrap.Password));

        await SendAsync(browser, "/projects/choose", TokenFor(planted, "/projects/choose"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    [Theory]
    [InlineData("application/json", """{"user":"x"}""")]
    [InlineData("text/plain", "user=x")]
    [InlineData("multipart/form-data", "nothing")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"user")]
    [InlineData("application/x-www-form-urlencoded", "%%%&==&&%zz=%00&_form=%ff%fe")]
    [InlineData("application/x-www-form-urlencoded; charset=nothing", "user=x")]
    [InlineData("x", "user=x")]
    public async Task What_is_no_form_is_refused_with_a_page(string type, string body)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/password") { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Empty(SecureAnswer.ProblemsOf(browser.Response));
        Assert.NotNull(browser.Html.QuerySelector("h1"));
    }

    [Fact]
    public async Task A_form_with_too_many_or_too_large_fields_is_refused_with_a_page()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var many = string.Join('&', Enumerable.Range(0, 5000).Select(static number => $"f{number}=1"));
        await browser.SendAsync(Post("/password", many));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);

        await browser.SendAsync(Post("/password", "old=" + new string('x', 2_000_000)));

        Assert.InRange((int)browser.Status, 400, 413);
        Assert.Empty(SecureAnswer.ProblemsOf(browser.Response));
        Assert.IsType<IHtmlDocument>(browser.Html, exactMatch: false);
    }

    private static HttpRequestMessage Post(string path, string body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };

    private static Task SendAsync(ConsoleBrowser browser, string path, string? token) =>
        browser.SendAsync(Post(path, token is null ? "user=x&password=x" : $"user=x&password=x&{FormTokens.FieldName}={Uri.EscapeDataString(token)}"));

    private static string Changed(string token) => string.Concat(token[..10], token[10] == 'A' ? "B" : "A", token[11..]);

    private string TokenFor(ConsoleBrowser browser, string path) => TokenFor(browser.Cookies[Cookie], path);

    private string TokenFor(string cookie, string path) => fixture.Services.GetRequiredService<FormTokens>().Create(SessionSecret.Parse(cookie)!, path);

    private static void Unchanged(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        Assert.Empty(after.Where(table => before[table.Key] != table.Value).Select(static table => table.Key));
}
