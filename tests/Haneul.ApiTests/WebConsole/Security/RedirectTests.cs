using System.Net;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>Nothing that stands in an address makes the console send a browser to another site.</summary>
public sealed class RedirectTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Theory]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("/\r\nLocation: https://evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("@evil.example")]
    [InlineData("")]
    public async Task Signing_in_leads_to_the_overview_if_the_way_back_is_none_of_the_consoles(string target)
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in?return=" + Uri.EscapeDataString(target));
        await browser.SubmitAsync("form", ("user", fixture.Bootstrap.UserName), ("password", fixture.Bootstrap.Password));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/", browser.Location);
        await browser.GoAsync("/sign-in?return=" + Uri.EscapeDataString(target));
        Assert.Equal("/", browser.Location);
    }

    [Theory]
    [InlineData("/%2F/evil.example")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("/secrets?name=데이터베이스 비밀번호")]
    [InlineData("/secrets?q=a b\"<>")]
    [InlineData("/secrets#top")]
    public async Task A_way_back_that_is_only_odd_stays_at_the_console(string target)
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in?return=" + Uri.EscapeDataString(target));
        await browser.SubmitAsync("form", ("user", fixture.Bootstrap.UserName), ("password", fixture.Bootstrap.Password));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        var here = new Uri($"http://console.localhost:{fixture.Http.BaseAddress!.Port}/sign-in");
        Assert.Equal(here.Authority, new Uri(here, browser.Location).Authority);
        Assert.All(browser.Location!, static character => Assert.InRange(character, '!', '~'));
    }

    [Theory]
    [InlineData("/confirm?return=", "password")]
    [InlineData("/projects/choose?return=", "project")]
    public async Task Other_forms_lead_to_no_other_site_either(string path, string field)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync(path + Uri.EscapeDataString("//evil.example/x"));
        await browser.SubmitAsync("main form", (field, field == "password" ? fixture.Bootstrap.Password : fixture.Bootstrap.ProjectId));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/", browser.Location);
    }

    [Theory]
    [InlineData("/console//evil.example")]
    [InlineData("/console/%0d%0aLocation:%20https:%2f%2fevil.example")]
    [InlineData("/console/profile?q=%0d%0aX: y")]
    [InlineData("/console/profile?q=한글")]
    public async Task The_way_to_the_consoles_own_host_leads_nowhere_else(string path)
    {
        using var browser = new ConsoleBrowser(fixture) { Host = "127.0.0.1" };
        await browser.GoAsync(path);

        Assert.True((int)browser.Status < 500, $"{(int)browser.Status}");
        if (browser.Location is { } location)
        {
            Assert.StartsWith($"http://console.localhost:{fixture.Http.BaseAddress!.Port}/", location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_page_that_asks_for_the_sign_in_leads_back_to_itself()
    {
        foreach (var route in ConsoleRoute.Pages(fixture))
        {
            using var browser = new ConsoleBrowser(fixture);
            var path = route.PathWith(static _ => "이름/a?b#c d\"<script>");
            await browser.GoAsync(path);
            if (browser.Location is { } location && !path.StartsWith("/sign-in", StringComparison.Ordinal))
            {
                Assert.All(location, static character => Assert.InRange(character, '!', '~'));
                Assert.Equal(path == "/" ? "/sign-in" : "/sign-in?return=" + Uri.EscapeDataString(path), location);
            }
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("console.localhost.evil.example")]
    [InlineData("console.evil.example")]
    public async Task A_name_that_somebody_made_point_here_gets_no_page(string host)
    {
        using var browser = new ConsoleBrowser(fixture) { Host = host };
        foreach (var path in new[] { "/sign-in", "/console/sign-in" })
        {
            await browser.GoAsync(path);

            Assert.InRange((int)browser.Status, 400, 499);
            Assert.Empty(browser.Cookies);
            Assert.DoesNotContain(host, browser.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_host_that_a_stranger_forwards_is_not_believed()
    {
        using var browser = new ConsoleBrowser(fixture);
        browser.Headers["X-Forwarded-Host"] = "evil.example";
        browser.Headers["X-Forwarded-Proto"] = "https";
        browser.Headers["Forwarded"] = "host=evil.example;proto=https";
        await browser.GoAsync("/sign-in");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("evil.example", browser.Body, StringComparison.Ordinal);
        Assert.Contains("haneul-console", browser.Cookies.Keys);
    }
}
