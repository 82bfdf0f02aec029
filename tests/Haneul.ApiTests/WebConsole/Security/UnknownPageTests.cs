using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>An address that is no page: whoever is signed in stays within the console, and nothing is made for whoever is not.</summary>
public sealed class UnknownPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string SignOut = "form[action$='/sign-out']";

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("POST", "/nothing", 404)]
    [InlineData("DELETE", "/secrets/1/2/3/4", 404)]
    [InlineData("GET", "/sign-out", 405)]
    [InlineData("PUT", "/profile", 405)]
    public async Task Whoever_is_signed_in_stays_within_the_console(string method, string path, int status)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)browser.Status);
        Assert.NotEmpty(browser.Html.QuerySelectorAll("nav.side a[href='/secrets']"));
        Assert.NotNull(browser.Html.QuerySelector("form[role=search]"));
        Assert.Equal("Page not found", browser.Html.QuerySelector("main h1")!.TextContent);
        Assert.Null(browser.Location);
        Assert.False(browser.Response.Headers.Contains("Set-Cookie"));
        Assert.Empty(SecureAnswer.ProblemsOf(browser.Response));
    }

    [Fact]
    public async Task It_is_in_the_language_and_the_theme_that_the_person_chose()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var disposed = browser;
        await browser.SeeAsync("/preferences");
        await browser.GoOnAsync(ConsolePeople.Form, ("language", "ko"), ("theme", "Dark"));
        await browser.GoAsync("/nothing");

        Assert.Equal(("ko", "dark"), (browser.Html.DocumentElement.GetAttribute("lang"), browser.Html.DocumentElement.GetAttribute("data-theme")));
        Assert.Equal("페이지를 찾을 수 없습니다", browser.Html.QuerySelector("main h1")!.TextContent);
    }

    [Fact]
    public async Task One_can_sign_out_from_it()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/nothing");
        await browser.SubmitAsync(SignOut);
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.GoAsync("/nothing");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Null(browser.Html.QuerySelector(SignOut));
    }

    [Fact]
    public async Task It_leaves_no_event_of_its_own()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var disposed = browser;
        await browser.SeeAsync("/profile");
        var place = await TrailReading.LastAsync(fixture);
        await browser.GoAsync("/nothing");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Empty(await fixture.EventsOfAsync(persona.UserId, place));
    }

    [Fact]
    public async Task What_another_page_has_to_tell_waits_for_the_next_page()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var disposed = browser;
        await browser.SeeAsync("/preferences");
        await browser.SubmitAsync(ConsolePeople.Form, ("language", "en"));
        await browser.GoAsync("/nothing");
        Assert.Null(browser.Html.QuerySelector(".notice"));
        await browser.SeeAsync("/preferences");

        Assert.NotNull(browser.Html.QuerySelector(".notice"));
    }

    [Fact]
    public async Task Head_is_answered_without_a_body()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/nothing"));

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal("text/html", browser.Response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(browser.Body);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Whoever_is_not_signed_in_gets_it_alone_and_no_cookie(string method)
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/nothing"));

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("main.alone"));
        Assert.Null(browser.Html.QuerySelector("nav"));
        Assert.False(browser.Response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Another_name_of_loopback_shows_nobody_even_with_the_cookie()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        using var other = new ConsoleBrowser(fixture) { Host = "localhost" };
        foreach (var (name, value) in browser.Cookies)
        {
            other.Cookies[name] = value;
        }

        await other.GoAsync("/console/nothing");

        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Null(other.Html.QuerySelector("nav"));
    }
}
