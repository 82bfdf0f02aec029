using System.Net;
using Haneul.ApiTests.Api.Iam.Passwords;
using Haneul.ApiTests.Api.Iam.SecondFactors;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>What people do who fear that somebody has got in puts everybody else out: whoever has another session of theirs, and whoever has a copy of their cookie.</summary>
public sealed class TakeoverTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Cookie = "haneul-console";
    private const string NewPassword = "Another-passw0rd-1";

    [Fact]
    public async Task A_cookie_that_was_copied_is_worth_nothing_after_another_password()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var owner = await SignedInAsync(user);
        using var thief = CopyOf(owner);
        await thief.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.OK, thief.Status);

        await ChangePasswordAsync(owner, user);

        await AssertOutAsync(thief);
        await AssertInAsync(owner);
    }

    [Fact]
    public async Task A_cookie_that_was_copied_is_worth_nothing_after_a_second_factor_was_turned_on()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var owner = await SignedInAsync(user);
        using var other = await SignedInAsync(user);
        using var thief = CopyOf(owner);
        await owner.GoAsync("/profile/second-factor");
        await owner.SubmitAsync("main form");
        Assert.Equal(HttpStatusCode.OK, owner.Status);
        user.ReadSecret(owner.Html.DocumentElement);
        await owner.SubmitAsync("main form", ("passcode", user.Passcode()));
        Assert.Equal(10, owner.Html.QuerySelector("main pre code")!.TextContent.Split('\n').Length);

        await AssertOutAsync(thief);
        await AssertOutAsync(other);
        await AssertInAsync(owner);
    }

    [Fact]
    public async Task A_wrong_code_puts_nobody_out()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var owner = await SignedInAsync(user);
        await owner.GoAsync("/profile/second-factor");
        await owner.SubmitAsync("main form");
        user.ReadSecret(owner.Html.DocumentElement);
        var before = owner.Cookies[Cookie];
        await owner.SubmitAsync("main form", ("passcode", user.WrongPasscode()));
        Assert.Equal(HttpStatusCode.BadRequest, owner.Status);

        Assert.Equal(before, owner.Cookies[Cookie]);
        await AssertInAsync(owner);
    }

    [Fact]
    public async Task A_form_that_does_not_say_what_to_do_turns_no_second_factor_off()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var owner = new ConsoleBrowser(fixture);
        await owner.GoAsync("/sign-in");
        await owner.SubmitAsync("form", ("user", user.Persona.UserName), ("password", user.Persona.Password));
        await owner.FollowAsync();
        await owner.SubmitAsync("form", ("passcode", user.Codes[0]));
        await owner.GoAsync("/profile/second-factor");
        await owner.SubmitAsync("main form", ("passcode", user.Codes[1]));

        Assert.Equal(HttpStatusCode.BadRequest, owner.Status);
        Assert.Equal(401, await user.TryAsync(user.WrongPasscode()));
        Assert.Equal(201, await user.TryAsync(user.Codes[1]));
    }

    [Fact]
    public async Task Other_sessions_end_with_the_password_also_where_tokens_live_on()
    {
        await using var own = new ConsoleFixture();
        await own.InitializeAsync();
        Assert.Equal(200, (await own.CallAsync(HttpMethod.Patch, PasswordFixture.Settings, await own.AdminTokenAsync(), """{"settings":{"password_change_ends":"no_tokens"}}""")).Status);
        var user = await FactorUser.CreateAsync(own);
        using var owner = new ConsoleBrowser(own);
        await owner.SignInAsync(user.Persona.UserName, user.Persona.Password);
        using var other = new ConsoleBrowser(own);
        await other.SignInAsync(user.Persona.UserName, user.Persona.Password);

        await ChangePasswordAsync(owner, user);

        await AssertOutAsync(other);
        await AssertInAsync(owner);
    }

    [Fact]
    public async Task The_form_of_the_password_is_sent_once_like_any_other()
    {
        var user = await FactorUser.CreateAsync(fixture);
        using var owner = await SignedInAsync(user);
        await owner.GoAsync("/password");
        var form = owner.Fill("main form", ("old", user.Persona.Password), ("new", NewPassword), ("again", NewPassword));
        var body = await form.Content!.ReadAsStringAsync();
        await owner.SendAsync(form);
        Assert.Equal("/", owner.Location);

        await owner.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/password") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        // The token was bound to the secret of before.
        Assert.Equal(HttpStatusCode.BadRequest, owner.Status);
        await AssertInAsync(owner);
    }

    private static ConsoleBrowser CopyOf(ConsoleBrowser browser)
    {
        var copy = new ConsoleBrowser(browser.Fixture);
        copy.Cookies[Cookie] = browser.Cookies[Cookie];
        return copy;
    }

    private static async Task ChangePasswordAsync(ConsoleBrowser browser, FactorUser user)
    {
        await browser.GoAsync("/password");
        await browser.SubmitAsync("main form", ("old", user.Persona.Password), ("new", NewPassword), ("again", NewPassword));
        Assert.Equal("/", browser.Location);
    }

    private static async Task AssertInAsync(ConsoleBrowser browser)
    {
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    private static async Task AssertOutAsync(ConsoleBrowser browser)
    {
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.StartsWith("/sign-in", browser.Location, StringComparison.Ordinal);
    }

    private async Task<ConsoleBrowser> SignedInAsync(FactorUser user)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(user.Persona.UserName, user.Persona.Password);
        return browser;
    }
}
