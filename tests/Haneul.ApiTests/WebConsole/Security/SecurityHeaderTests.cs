using System.Net;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>What every answer of the console says to the browser: no foreign script, no frame, no copy in a cache.</summary>
public sealed class SecurityHeaderTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Every_page_has_every_header_whether_somebody_is_signed_in_or_not()
    {
        using var known = await ConsoleBrowser.SignedInAsync(fixture);
        using var unknown = new ConsoleBrowser(fixture);
        var wrong = new List<string>();
        foreach (var route in ConsoleRoute.Pages(fixture))
        {
            foreach (var browser in new[] { known, unknown })
            {
                await browser.GoAsync(route.PathOfNothing());
                wrong.AddRange(SecureAnswer.ProblemsOf(browser.Response).Select(problem => $"{route}: {problem}"));
                if ((int)browser.Status >= 500)
                {
                    wrong.Add($"{route} was answered {(int)browser.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(ConsoleRoute.Pages(fixture).Count > 5);
    }

    [Fact]
    public async Task Only_the_sign_in_is_shown_to_somebody_who_is_not_signed_in()
    {
        var shown = new List<string>();
        foreach (var route in ConsoleRoute.Pages(fixture))
        {
            using var browser = new ConsoleBrowser(fixture);
            await browser.GoAsync(route.PathOfNothing());
            if (browser.Status != HttpStatusCode.SeeOther || !browser.Location!.StartsWith("/sign-in", StringComparison.Ordinal))
            {
                shown.Add(route.Template);
            }
        }

        Assert.All(shown, static path => Assert.StartsWith("/sign-in", path, StringComparison.Ordinal));
        Assert.Contains("/sign-in", shown);
    }

    [Fact]
    public async Task A_page_can_be_asked_for_by_HEAD_and_has_the_headers_alone()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/profile");
        var length = browser.Response.Content.Headers.ContentLength;

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/profile"));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.InRange(browser.Response.Content.Headers.ContentLength!.Value, length!.Value / 2, length.Value * 2);
        Assert.Empty(browser.Body);
        Assert.Empty(SecureAnswer.ProblemsOf(browser.Response));
    }

    [Fact]
    public async Task Pages_over_TLS_insist_on_TLS()
    {
        await using var proxied = new ProxiedFixture();
        await proxied.InitializeAsync();
        using var browser = new ConsoleBrowser(proxied);
        browser.Headers["X-Forwarded-Proto"] = "https";

        await browser.GoAsync("/sign-in");

        Assert.Contains("max-age=", Assert.Single(browser.Response.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_what_they_say_and_are_kept()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        var files = browser.Html.QuerySelectorAll("link[href], script[src]").Select(static element => element.GetAttribute("href") ?? element.GetAttribute("src")!).ToList();
        Assert.True(files.Count >= 3);
        foreach (var file in files)
        {
            await browser.GoAsync(file);

            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Equal("nosniff", Assert.Single(browser.Response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("immutable", browser.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.False(browser.Response.Headers.Contains("Set-Cookie"));
        }
    }
}
