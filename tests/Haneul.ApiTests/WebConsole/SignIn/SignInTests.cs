using System.Net;

namespace Haneul.ApiTests.WebConsole.SignIn;

public sealed class SignInTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_and_back()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/profile?x=1");
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/sign-in?return=%2Fprofile%3Fx%3D1", browser.Location);

        await browser.FollowAsync();
        await browser.SubmitAsync("form", ("user", fixture.Bootstrap.UserName), ("password", fixture.Bootstrap.Password));

        Assert.Equal("/profile?x=1", browser.Location);
        await browser.FollowAsync();
        Assert.Contains(fixture.Bootstrap.UserId, browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_keeps_what_was_typed_but_the_password()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("form", ("user", fixture.Bootstrap.UserName), ("password", "not the password"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(fixture.Bootstrap.UserName, browser.Html.QuerySelector("#field-user")!.GetAttribute("value"));
        Assert.DoesNotContain("not the password", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_gives_the_browser_another_secret()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        var before = browser.Cookies["haneul-console"];
        await browser.SubmitAsync("form", ("user", fixture.Bootstrap.UserName), ("password", fixture.Bootstrap.Password));

        Assert.NotEqual(before, browser.Cookies["haneul-console"]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_good()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        var secret = browser.Cookies["haneul-console"];
        await browser.GoAsync("/profile");
        await browser.SubmitAsync("form[action='/sign-out']");
        Assert.Equal("/sign-in", browser.Location);

        browser.Cookies["haneul-console"] = secret;
        await browser.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task A_form_that_was_sent_once_is_not_sent_again()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/projects/choose");
        var form = browser.Fill("main form");
        var body = await form.Content!.ReadAsStringAsync();
        await browser.SendAsync(form);
        var first = browser.Location;
        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/projects/choose") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal(first, browser.Location);
    }

    [Fact]
    public async Task A_form_of_another_browser_is_refused()
    {
        using var victim = await ConsoleBrowser.SignedInAsync(fixture);
        using var attacker = await ConsoleBrowser.SignedInAsync(fixture);
        await attacker.GoAsync("/projects/choose");
        var form = attacker.Fill("main form");

        await victim.SendAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, victim.Status);
    }

    [Fact]
    public async Task The_shared_names_of_loopback_lead_to_the_consoles_own_host()
    {
        using var browser = new ConsoleBrowser(fixture) { Host = "127.0.0.1" };
        await browser.GoAsync("/console/profile?q=1");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, browser.Status);
        Assert.Equal($"http://console.localhost:{fixture.Http.BaseAddress!.Port}/profile?q=1", browser.Location);
        Assert.Empty(browser.Cookies);
    }
}
