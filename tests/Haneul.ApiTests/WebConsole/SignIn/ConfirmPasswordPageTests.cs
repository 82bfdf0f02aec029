using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>The password again, before what is dangerous.</summary>
public sealed class ConfirmPasswordPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Target = "/access-keys/new?from=a%20list";

    [Fact]
    public async Task After_a_while_a_dangerous_page_asks_for_the_password_and_leads_back_with_its_query()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        await browser.GoAsync(Target);
        Assert.Equal("/confirm?return=" + Uri.EscapeDataString(Target), browser.Location);
        await browser.FollowAsync();

        await browser.SubmitAsync(ConsolePeople.Form, ("password", persona.Password));

        Assert.Equal(Target, browser.Location);
        await browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task A_wrong_password_is_told_beside_the_field_and_does_not_come_back()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        await browser.SeeAsync("/confirm?return=/profile");

        await browser.SubmitAsync(ConsolePeople.Form, ("password", "canary-of-a-password"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.StartsWith("That is not your password", browser.ErrorAt("password"), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-of-a-password", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_at_all_is_told_in_Korean_and_is_no_attempt()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        browser.Headers["Accept-Language"] = "ko";
        await browser.SeeAsync("/confirm");
        var place = await TrailReading.LastAsync(fixture);

        await browser.SubmitAsync(ConsolePeople.Form, ("password", ""));

        Assert.Equal("필수 입력 항목입니다.", browser.ErrorAt("password"));
        Assert.Empty(await fixture.EventsOfAsync(persona.UserId, place));
    }

    [Fact]
    public async Task It_is_no_sign_in_on_the_trail()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var place = await TrailReading.LastAsync(fixture);
        await browser.SeeAsync("/confirm");
        await browser.SubmitAsync(ConsolePeople.Form, ("password", "wrong"));
        await browser.SubmitAsync(ConsolePeople.Form, ("password", persona.Password));

        Assert.Equal([("Confirm Password", 403), ("Confirm Password", 204)], await fixture.EventsOfAsync(persona.UserId, place));
    }

    [Fact]
    public async Task Whoever_guesses_in_an_open_session_is_locked_out()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync("/confirm");
        for (var guess = 0; guess < 5; guess++)
        {
            await browser.SubmitAsync(ConsolePeople.Form, ("password", $"guess {guess}"));
        }

        await browser.SubmitAsync(ConsolePeople.Form, ("password", persona.Password));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        fixture.Time.Advance(TimeSpan.FromMinutes(16));
        await browser.SeeAsync("/confirm");
        await browser.SubmitAsync(ConsolePeople.Form, ("password", persona.Password));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync("/confirm?return=https://example.org/");

        await browser.SubmitAsync(ConsolePeople.Form, ("password", persona.Password));

        Assert.Equal("/", browser.Location);
    }
}
