using System.Net;
using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>Changing one's own password.</summary>
public sealed class ChangePasswordPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Path = "/password";
    private const string New = "Another-password-of-a-test-1";

    [Fact]
    public async Task The_new_password_signs_in_and_this_browser_goes_on_in_its_project()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var other = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync(Path);
        var place = await TrailReading.LastAsync(fixture);

        await browser.GoOnAsync(ConsolePeople.Form, ("old", persona.Password), ("new", New), ("again", New));

        Assert.True(browser.Has("Your password was changed."));
        Assert.Contains(("User Password Update", 204), await fixture.EventsOfAsync(persona.UserId, place));
        await browser.SeeAsync("/secrets");
        await other.GoAsync("/profile");
        Assert.StartsWith("/sign-in", other.Location, StringComparison.Ordinal);
        using var again = new ConsoleBrowser(fixture);
        await again.SignInAsync(persona.UserName, New);
    }

    [Theory]
    [InlineData("", New, New, "old")]
    [InlineData("wrong", New, New, "old")]
    [InlineData("right", "", "", "new")]
    [InlineData("right", "short", "short", "new")]
    [InlineData("right", New, "another", "again")]
    public async Task What_is_wrong_is_told_beside_its_field_in_Korean_and_no_password_comes_back(string old, string wanted, string again, string field)
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        browser.Headers["Accept-Language"] = "ko";
        await browser.SeeAsync(Path);

        await browser.SubmitAsync(ConsolePeople.Form, ("old", old == "right" ? persona.Password : old), ("new", wanted), ("again", again));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Matches("[가-힣]", browser.ErrorAt(field) ?? "");
        Assert.DoesNotContain(New, browser.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(persona.Password, browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_password_that_is_missing_is_marked()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/password");
        await browser.SubmitAsync("main form");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        foreach (var name in new[] { "old", "new", "again" })
        {
            Assert.Equal("This field is required.", browser.Html.QuerySelector($"#field-{name}-error")!.TextContent);
        }
    }

    [Fact]
    public async Task Two_different_new_passwords_are_told_beside_the_second()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/password");
        await browser.SubmitAsync("main form", ("old", fixture.Bootstrap.Password), ("new", "a new password, 1"), ("again", "a new password, 2"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("The two passwords are not the same.", browser.Html.QuerySelector("#field-again-error")!.TextContent);
        Assert.DoesNotContain("a new password", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_second_factor_it_takes_a_code_too()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await SignedInAsync(user);
        await browser.SeeAsync(Path);
        Assert.NotNull(browser.Html.QuerySelector("#field-passcode"));
        await browser.SubmitAsync(ConsolePeople.Form, ("old", user.Persona.Password), ("new", New), ("again", New), ("passcode", ""));
        Assert.Equal("This field is required.", browser.ErrorAt("passcode"));
        await browser.SubmitAsync(ConsolePeople.Form, ("old", user.Persona.Password), ("new", New), ("again", New), ("passcode", user.WrongPasscode()));
        Assert.StartsWith("The password or the code is not right", browser.ErrorAt("old"), StringComparison.Ordinal);

        await browser.SubmitAsync(ConsolePeople.Form, ("old", user.Persona.Password), ("new", New), ("again", New), ("passcode", user.Codes[0]));

        // A token by the new password takes another code.
        Assert.Equal("/sign-in", browser.Location);
        await browser.FollowAsync();
        Assert.True(browser.Has("Your password was changed."));
    }

    [Fact]
    public async Task Guessing_the_present_password_locks_out_as_at_sign_in()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync(Path);
        for (var guess = 0; guess < 5; guess++)
        {
            await browser.SubmitAsync(ConsolePeople.Form, ("old", $"guess {guess}"), ("new", New), ("again", New));
        }

        await browser.SubmitAsync(ConsolePeople.Form, ("old", persona.Password), ("new", New), ("again", New));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    private async Task<ConsoleBrowser> SignedInAsync(FactorUser user)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("form", ("user", user.Persona.UserName), ("password", user.Persona.Password));
        await browser.FollowAsync();
        await browser.SubmitAsync("form", ("passcode", user.Passcode()));
        await browser.FollowAsync();
        return browser;
    }
}
