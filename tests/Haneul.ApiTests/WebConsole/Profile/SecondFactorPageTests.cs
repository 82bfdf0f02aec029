using System.Net;
using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Profile;

/// <summary>Setting a second factor up, renewing its recovery codes, and turning it off.</summary>
public sealed class SecondFactorPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Path = "/profile/second-factor";

    [Fact]
    public async Task The_key_that_is_shown_gives_the_code_that_turns_it_on()
    {
        using var browser = await BegunAsync();
        var place = await TrailReading.LastAsync(fixture);
        Assert.NotNull(browser.Browser.Html.QuerySelector("svg.qr[role=img]"));

        await browser.SendAsync("confirm", browser.User.Passcode());

        Assert.Equal(10, CodesOf(browser.Browser).Length);
        Assert.Equal([("User OTP Enable", 200)], await fixture.EventsOfAsync(browser.User.Persona.UserId, place));
        await browser.Browser.SeeAsync(Path);
        Assert.True(browser.Browser.Has("Recovery codes left: 10"));
    }

    [Fact]
    public async Task The_recovery_codes_are_shown_once()
    {
        using var browser = await BegunAsync();
        await browser.SendAsync("confirm", browser.User.Passcode());
        var codes = CodesOf(browser.Browser);

        await browser.Browser.SeeAsync(Path);

        Assert.All(codes, code => Assert.DoesNotContain(code, browser.Browser.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_code_is_told_beside_its_field_and_the_key_in_the_app_stays_good()
    {
        using var browser = await BegunAsync();

        await browser.SendAsync("confirm", browser.User.WrongPasscode());

        Assert.Equal(HttpStatusCode.BadRequest, browser.Browser.Status);
        Assert.StartsWith("That code was not accepted", browser.Browser.ErrorAt("passcode"), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.User.Secret, browser.Browser.Body, StringComparison.Ordinal);
        await browser.SendAsync("confirm", browser.User.Passcode());
        Assert.Equal(10, CodesOf(browser.Browser).Length);
    }

    [Fact]
    public async Task A_code_that_was_forgotten_is_asked_for_in_the_persons_language()
    {
        using var browser = await BegunAsync();
        browser.Browser.Headers["Accept-Language"] = "ko";

        await browser.SendAsync("confirm", "");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Browser.Status);
        Assert.Equal("필수 입력 항목입니다.", browser.Browser.ErrorAt("passcode"));
    }

    [Fact]
    public async Task Setting_up_and_turning_off_leave_the_events_of_the_catalogue()
    {
        using var browser = await OnAsync();
        var place = await TrailReading.LastAsync(fixture);
        await browser.SendAsync("off", browser.User.WrongPasscode());
        await browser.SendAsync("codes", browser.User.Passcode());
        fixture.Time.Advance(TimeSpan.FromSeconds(30));
        await browser.Browser.SeeAsync(Path);
        await browser.SendAsync("off", browser.User.Passcode());
        await browser.Browser.FollowAsync();
        await browser.Browser.SubmitAsync(ConsolePeople.Form);

        Assert.Equal(
            [("User OTP Delete", 403), ("Regenerate Recovery Codes", 200), ("User OTP Delete", 204), ("User OTP Create", 201)],
            (await fixture.EventsOfAsync(browser.User.Persona.UserId, place)).Where(static told => told.Name != "Get Second Factor"));
    }

    [Fact]
    public async Task Turning_it_off_takes_the_password_and_a_code()
    {
        using var browser = await OnAsync();
        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        await browser.SendAsync("off", browser.User.Passcode());
        Assert.StartsWith("/confirm", browser.Browser.Location, StringComparison.Ordinal);
        await browser.Browser.FollowAsync();
        await browser.Browser.SubmitAsync(ConsolePeople.Form, ("password", browser.User.Persona.Password));
        Assert.Equal(Path, browser.Browser.Location);
        await browser.Browser.FollowAsync();
        await browser.SendAsync("off", browser.User.WrongPasscode());
        Assert.NotNull(browser.Browser.ErrorAt("passcode"));

        await browser.SendAsync("off", browser.User.Passcode());

        Assert.Equal(Path, browser.Browser.Location);
        await browser.Browser.FollowAsync();
        Assert.True(browser.Browser.Has("The second factor is off."));
        using var again = new ConsoleBrowser(fixture);
        await again.SignInAsync(browser.User.Persona.UserName, browser.User.Persona.Password);
        Assert.Equal(HttpStatusCode.OK, again.Status);
    }

    [Fact]
    public async Task A_recovery_code_turns_it_off_too()
    {
        using var browser = await OnAsync();

        await browser.SendAsync("off", browser.User.Codes[3]);

        Assert.Equal(Path, browser.Browser.Location);
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old_ones()
    {
        using var browser = await OnAsync();

        await browser.SendAsync("codes", browser.User.Passcode());

        var renewed = CodesOf(browser.Browser);
        Assert.Equal(10, renewed.Length);
        Assert.Empty(renewed.Intersect(browser.User.Codes));
        Assert.Equal(401, await browser.User.TryAsync(browser.User.Codes[0]));
        Assert.Equal(201, await browser.User.TryAsync(renewed[0]));
    }

    [Fact]
    public async Task A_second_sending_of_the_form_makes_no_second_codes()
    {
        using var browser = await OnAsync();
        await browser.Browser.SeeAsync(Path);
        using var form = browser.Browser.Fill(ConsolePeople.Form, ("action", "codes"), ("passcode", browser.User.Passcode()));
        var body = await form.Content!.ReadAsStringAsync();
        await browser.Browser.SendAsync(form);
        var codes = CodesOf(browser.Browser);

        await browser.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });

        Assert.Equal(HttpStatusCode.Conflict, browser.Browser.Status);
        Assert.Equal(201, await browser.User.TryAsync(codes[0]));
    }

    [Fact]
    public async Task An_unknown_action_changes_nothing()
    {
        using var browser = await OnAsync();

        await browser.SendAsync("destroy", browser.User.Passcode());

        Assert.Equal(HttpStatusCode.BadRequest, browser.Browser.Status);
        Assert.True(browser.Browser.Has("Recovery codes left: 10"));
    }

    [Fact]
    public async Task Guessing_there_locks_out_as_at_sign_in()
    {
        using var browser = await OnAsync();
        for (var guess = 0; guess < 5; guess++)
        {
            await browser.SendAsync("off", browser.User.WrongPasscode());
        }

        await browser.SendAsync("off", browser.User.Passcode());

        Assert.Equal(HttpStatusCode.BadRequest, browser.Browser.Status);
    }

    [Fact]
    public async Task Sessions_from_before_are_over_once_it_is_on()
    {
        var (other, persona) = await fixture.PersonAsync("project_member");
        using var _ = other;
        using var browser = await BegunAsync(persona);
        await browser.SendAsync("confirm", browser.User.Passcode());
        await browser.Browser.SeeAsync("/profile");

        await other.GoAsync("/profile");

        Assert.StartsWith("/sign-in", other.Location, StringComparison.Ordinal);
    }

    private async Task<FactorBrowser> OnAsync()
    {
        var browser = await BegunAsync();
        await browser.SendAsync("confirm", browser.User.Passcode());
        browser.User.Codes = CodesOf(browser.Browser);
        fixture.Time.Advance(TimeSpan.FromSeconds(30));
        await browser.Browser.SeeAsync(Path);
        return browser;
    }

    private async Task<FactorBrowser> BegunAsync(Persona? known = null)
    {
        var persona = known ?? await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var browser = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync(Path);
        await browser.SubmitAsync(ConsolePeople.Form);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return new FactorBrowser(browser, new FactorUser(fixture, persona) { Secret = browser.Html.QuerySelector("main .copyable code")!.TextContent });
    }

    private static string[] CodesOf(ConsoleBrowser browser) =>
        browser.Html.QuerySelector("main pre code") is { } codes ? codes.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>A browser and the authenticator app of the person in front of it.</summary>
    private sealed record FactorBrowser(ConsoleBrowser Browser, FactorUser User) : IDisposable
    {
        public Task SendAsync(string action, string passcode) => Browser.SubmitAsync(ConsolePeople.Form, ("action", action), ("passcode", passcode));

        public void Dispose() => Browser.Dispose();
    }
}
