using System.Net;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>The cookie of a session: what the browser is told of it, and what the server makes of one that somebody else wrote.</summary>
public sealed class CookieTests(ProxiedFixture fixture) : IClassFixture<ProxiedFixture>
{
    private const string Plain = "haneul-console";
    private const string Secure = "__Host-haneul-console";

    [Fact]
    public async Task Without_TLS_the_cookie_is_out_of_reach_of_script_and_of_other_sites()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");

        var attributes = AttributesOf(browser, Plain);
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain(attributes, static attribute => attribute.StartsWith("domain", StringComparison.Ordinal) || attribute.StartsWith("max-age", StringComparison.Ordinal) || attribute.StartsWith("expires", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Over_TLS_the_cookie_belongs_to_this_host_alone()
    {
        using var browser = Proxied();
        await browser.GoAsync("/sign-in");

        var attributes = AttributesOf(browser, Secure);
        Assert.Contains("httponly", attributes);
        Assert.Contains("secure", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain(attributes, static attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        Assert.DoesNotContain(Plain, browser.Cookies.Keys);
    }

    [Fact]
    public async Task Over_TLS_a_cookie_of_the_plain_name_counts_for_nothing()
    {
        using var browser = Proxied();
        await browser.SignInAsync(fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
        var secret = browser.Cookies[Secure];
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.OK, browser.Status);

        browser.Cookies.Remove(Secure);
        browser.Cookies[Plain] = secret;
        await browser.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task Every_other_cookie_is_marked_too()
    {
        using var browser = Proxied();
        await browser.SignInAsync(fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
        await browser.GoAsync("/projects/choose");
        await browser.SubmitAsync("main form");

        foreach (var cookie in browser.Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Over_TLS_nobody_else_tells_something_in_the_name_of_the_console()
    {
        using var browser = Proxied();
        await browser.SignInAsync(fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
        browser.Cookies["haneul-notice"] = "Your%20password%20has%20expired.";
        await browser.GoAsync("/profile");
        Assert.Null(browser.Html.QuerySelector(".notice"));

        await browser.GoAsync("/projects/choose");
        await browser.SubmitAsync("main form");
        await browser.FollowAsync();
        Assert.Contains("You are now in the project", browser.Html.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        await browser.GoAsync("/profile");
        Assert.Null(browser.Html.QuerySelector(".notice"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한한")]
    public async Task A_cookie_that_nobody_gave_is_no_session_and_no_error(string cookie)
    {
        using var browser = new ConsoleBrowser(fixture);
        browser.Cookies[Plain] = Uri.EscapeDataString(cookie);
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);

        await browser.GoAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Theory]
    [InlineData("haneul-zone", "/dev/zero")]
    [InlineData("haneul-zone", "/etc/passwd")]
    [InlineData("haneul-zone", "../../../etc/passwd")]
    [InlineData("haneul-zone", "Asia/../Asia/Seoul")]
    [InlineData("haneul-theme", "\"><script>alert(1)</script>")]
    [InlineData("haneul-theme", "99")]
    [InlineData("haneul-language", "\"><script>alert(1)</script>")]
    [InlineData("haneul-notice", "<script>alert(1)</script>")]
    public async Task What_stands_in_the_other_cookies_does_no_harm(string name, string value)
    {
        using var browser = new ConsoleBrowser(fixture);
        browser.Cookies[name] = Uri.EscapeDataString(value);
        await browser.GoAsync("/sign-in");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_a_time_zone_is_never_a_path()
    {
        // The runtime opens the file of that name: a device has no end.
        Assert.Null(Haneul.WebConsole.Languages.ShownTime.FindZone("/usr/share/zoneinfo/Asia/Seoul"));
        Assert.Null(Haneul.WebConsole.Languages.ShownTime.FindZone("Asia/../Asia/Seoul"));
        Assert.NotNull(Haneul.WebConsole.Languages.ShownTime.FindZone("Asia/Seoul"));
        Assert.NotNull(Haneul.WebConsole.Languages.ShownTime.FindZone("America/Argentina/Buenos_Aires"));
    }

    private ConsoleBrowser Proxied()
    {
        var browser = new ConsoleBrowser(fixture);
        browser.Headers["X-Forwarded-Proto"] = "https";
        return browser;
    }

    private static List<string> AttributesOf(ConsoleBrowser browser, string name)
    {
        var cookie = Assert.Single(browser.Response.Headers.GetValues("Set-Cookie"), header => header.StartsWith(name + "=", StringComparison.Ordinal));
        return [.. cookie.Split(';').Skip(1).Select(static attribute => attribute.Trim().ToLowerInvariant())];
    }
}
