using System.Net;
using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>The second step of signing in.</summary>
public sealed class PasscodeTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task After_the_password_comes_the_code_and_then_the_page_that_was_wanted()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/profile?x=1");
        await browser.FollowAsync();
        await browser.SubmitAsync("form", ("user", user.Persona.UserName), ("password", user.Persona.Password));
        Assert.StartsWith("/sign-in/passcode", browser.Location, StringComparison.Ordinal);
        await browser.FollowAsync();
        var place = await TrailReading.LastAsync(fixture);

        await browser.SubmitAsync("form", ("passcode", user.Passcode()));

        Assert.Equal("/profile?x=1", browser.Location);
        Assert.Equal("Console Login", (await fixture.EventsOfAsync(user.Persona.UserId, place))[0].Name);
        await browser.FollowAsync();
        Assert.True(browser.Has(user.Persona.UserId));
    }

    [Fact]
    public async Task Between_the_steps_nothing_of_the_password_is_in_the_browser_and_nobody_is_signed_in()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user);

        Assert.DoesNotContain(user.Persona.Password, browser.Body + string.Join(' ', browser.Cookies.Values) + browser.Location, StringComparison.Ordinal);
        await browser.GoAsync("/profile");
        Assert.StartsWith("/sign-in?", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_is_told_counts_as_a_failed_sign_in_and_may_be_mended()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user);
        var place = await TrailReading.LastAsync(fixture);
        await browser.SubmitAsync("form", ("passcode", user.WrongPasscode()));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.StartsWith("That code was not accepted", browser.ErrorAt("passcode"), StringComparison.Ordinal);
        Assert.Equal([("Console Login Fail", 401)], await fixture.EventsOfAsync(user.Persona.UserId, place));
        await browser.SubmitAsync("form", ("passcode", user.Passcode()));
        Assert.Equal("/", browser.Location);
    }

    [Fact]
    public async Task A_code_signs_in_once()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var code = user.Passcode();
        using var first = await HalfwayAsync(user);
        await first.SubmitAsync("form", ("passcode", code));
        Assert.Equal("/", first.Location);
        using var second = await HalfwayAsync(user);

        await second.SubmitAsync("form", ("passcode", code));

        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_app_once()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var first = await HalfwayAsync(user);
        await first.SubmitAsync("form", ("passcode", $" {user.Codes[0]} "));
        Assert.Equal("/", first.Location);
        await first.SeeAsync("/profile/second-factor");
        Assert.True(first.Has("Recovery codes left: 9"));
        using var second = await HalfwayAsync(user);

        await second.SubmitAsync("form", ("passcode", user.Codes[0]));

        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
    }

    [Fact]
    public async Task Who_takes_too_long_begins_anew()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user);
        fixture.Time.Advance(TimeSpan.FromMinutes(6));

        await browser.SubmitAsync("form", ("passcode", user.Passcode()));

        Assert.StartsWith("/sign-in", browser.Location, StringComparison.Ordinal);
        await browser.FollowAsync();
        Assert.True(browser.Has("That took too long. Please sign in again."));
    }

    [Fact]
    public async Task Who_takes_too_long_still_gets_to_the_page_that_was_wanted()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user, "/profile/sessions?a=1");
        fixture.Time.Advance(TimeSpan.FromMinutes(6));
        await browser.SubmitAsync("form", ("passcode", user.Passcode()));
        await browser.FollowAsync();
        await browser.SubmitAsync("form", ("user", user.Persona.UserName), ("password", user.Persona.Password));
        await browser.FollowAsync();

        await browser.SubmitAsync("form", ("passcode", user.Passcode()));

        Assert.Equal("/profile/sessions?a=1", browser.Location);
    }

    [Fact]
    public async Task Without_the_first_step_there_is_no_second()
    {
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in/passcode");

        Assert.Equal("/sign-in", browser.Location);
    }

    [Fact]
    public async Task Another_browser_cannot_take_the_second_step()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var first = await HalfwayAsync(user);
        using var other = new ConsoleBrowser(fixture);
        await other.GoAsync("/sign-in");

        await other.GoAsync("/sign-in/passcode");

        Assert.Equal("/sign-in", other.Location);
    }

    [Fact]
    public async Task After_five_wrong_codes_the_right_one_has_to_wait()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user);
        for (var guess = 0; guess < 5; guess++)
        {
            await browser.SubmitAsync("form", ("passcode", user.WrongPasscode()));
        }

        await browser.SubmitAsync("form", ("passcode", user.Passcode()));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    [Fact]
    public async Task No_code_at_all_is_told_beside_the_field()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user);
        browser.Headers["Accept-Language"] = "ko";

        await browser.SubmitAsync("form", ("passcode", " "));

        Assert.Equal("필수 입력 항목입니다.", browser.ErrorAt("passcode"));
    }

    [Fact]
    public async Task Signing_in_with_a_code_gives_the_browser_another_secret()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await HalfwayAsync(user);
        var before = browser.Cookies["haneul-console"];

        await browser.SubmitAsync("form", ("passcode", user.Passcode()));

        Assert.NotEqual(before, browser.Cookies["haneul-console"]);
    }

    private async Task<ConsoleBrowser> HalfwayAsync(FactorUser user, string wanted = "/")
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync(wanted);
        await browser.FollowAsync();
        await browser.SubmitAsync("form", ("user", user.Persona.UserName), ("password", user.Persona.Password));
        Assert.StartsWith("/sign-in/passcode", browser.Location, StringComparison.Ordinal);
        await browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return browser;
    }
}
