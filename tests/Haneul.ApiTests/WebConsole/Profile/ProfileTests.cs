using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Profile;

/// <summary>Account information, and the sessions of a person.</summary>
public sealed class ProfileTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Account_information_has_the_ids_that_programs_need_ready_to_copy()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;

        await browser.SeeAsync("/profile");

        Assert.Equal([persona.UserId, fixture.Bootstrap.DomainId, persona.ProjectId], browser.Html.QuerySelectorAll("main [data-copy]").Select(static button => button.GetAttribute("data-copy")));
        Assert.True(browser.Has(persona.UserName));
        Assert.True(browser.Has("project_member, project_reader"));
    }

    [Fact]
    public async Task The_list_has_this_browser_and_the_others_and_nobody_elses()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var second = new ConsoleBrowser(fixture);
        second.Headers["User-Agent"] = "Second<script>alert(1)</script>/1.0";
        await second.SignInAsync(persona.UserName, persona.Password);

        await browser.SeeAsync("/profile/sessions");

        Assert.Equal(2, browser.Html.QuerySelectorAll("main tbody tr").Length);
        Assert.Single(browser.Html.QuerySelectorAll("main tbody .badge"), static badge => badge.TextContent.Trim() == "This browser");
        Assert.True(browser.Has("Second<script>alert(1)</script>/1.0"));
        Assert.DoesNotContain("<script>alert(1)", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_ended_and_the_others_go_on()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var second = await fixture.BrowserOfAsync(persona);
        using var third = await fixture.BrowserOfAsync(persona);
        await third.SeeAsync("/profile/sessions");
        var row = third.Html.QuerySelectorAll("main tbody tr").Last(static row => row.QuerySelector("form") is not null);
        var id = row.QuerySelector("input[name=session]")!.GetAttribute("value")!;

        await third.GoOnAsync($"form:has(input[name=session][value='{id}'])");

        Assert.True(third.Has("That session was signed out."));
        var living = 0;
        foreach (var one in new[] { browser, second, third })
        {
            await one.GoAsync("/profile");
            living += one.Status == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(2, living);
    }

    [Fact]
    public async Task Signing_out_everywhere_else_leaves_this_browser()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var second = await fixture.BrowserOfAsync(persona);
        using var third = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync("/profile/sessions");

        await browser.GoOnAsync("main form:not(:has(input[name=session]))");

        Assert.True(browser.Has("Other sessions signed out: 2."));
        await second.GoAsync("/profile");
        Assert.StartsWith("/sign-in", second.Location, StringComparison.Ordinal);
        await third.GoAsync("/profile");
        Assert.StartsWith("/sign-in", third.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_somebody_else_is_not_ended()
    {
        var (victim, theirs) = await fixture.PersonAsync("project_member");
        using var _ = victim;
        using var second = await fixture.BrowserOfAsync(theirs);
        await second.SeeAsync("/profile/sessions");
        var id = second.Html.QuerySelector("main input[name=session]")!.GetAttribute("value")!;
        var (attacker, own) = await fixture.PersonAsync("project_admin");
        using var __ = attacker;
        using var another = await fixture.BrowserOfAsync(own);
        await attacker.SeeAsync("/profile/sessions");

        await attacker.SubmitAsync("main tbody form", ("session", id));

        await victim.SeeAsync("/profile");
        await second.SeeAsync("/profile");
    }

    [Fact]
    public async Task Signing_out_leaves_the_event_and_ends_the_token()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var place = await TrailReading.LastAsync(fixture);
        await browser.SubmitAsync("form[action='/sign-out']");

        Assert.Contains(("Console Logout", 204), await fixture.EventsOfAsync(persona.UserId, place));
    }
}
