using System.Net;
using System.Text.Json;
using Haneul.ApiTests.Api.CloudTrail.Catalogue;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Security.CloudTrail;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Profile;

/// <summary>What the trail tells of sessions that are ended from another browser: as much as of those that are signed out.</summary>
public sealed class EndedSessionEventTests(EndedSessionEventTests.BreakableFixture fixture) : IClassFixture<EndedSessionEventTests.BreakableFixture>
{
    private const string OneOther = "main form:has(input[name=session])";
    private const string AllOthers = "main form:not(:has(input[name=session]))";

    [Fact]
    public async Task A_session_that_is_ended_leaves_one_event_with_whose_it_was_and_who_ended_it()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var other = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync("/profile/sessions");
        var ended = browser.Html.QuerySelector("main input[name=session]")!.GetAttribute("value");
        browser.Headers["User-Agent"] = "Ender/1.0";
        var place = await TrailReading.LastAsync(fixture);
        await browser.SubmitAsync(OneOther);
        var request = browser.Response.Headers.GetValues("X-Request-Id").Single();

        var told = Assert.Single(await TrailReading.AfterAsync(fixture, place));
        Assert.Equal(("Console Logout", "Auth", "IAM", "IAM", TrailCategory.Organisation), (told.Kind.EventName, told.Kind.ResourceType, told.Kind.ServiceName, told.Kind.SourceService, told.Scope.Category));
        Assert.Equal((persona.UserId, persona.UserName, "Ender/1.0", 204), (told.Actor.UserId, told.Actor.UserName, told.Origin.UserAgent, told.Status));
        Assert.Equal((persona.UserId, request), (TrailReading.ResourceIdOf(told), TrailReading.RequestIdOf(told)));
        Assert.Equal((fixture.Bootstrap.DomainId, ""), (told.Scope.DomainId, told.Scope.ProjectId));
        Assert.Equal(ended, JsonElement.Parse(told.AdditionalInfo!).GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Signing_out_everywhere_else_leaves_one_for_each()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var second = await fixture.BrowserOfAsync(persona);
        using var third = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync("/profile/sessions");
        var place = await TrailReading.LastAsync(fixture);
        await browser.SubmitAsync(AllOthers);

        Assert.Equal([("Console Logout", 204), ("Console Logout", 204)], await fixture.EventsOfAsync(persona.UserId, place));
    }

    [Fact]
    public async Task A_session_that_was_over_already_leaves_none()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var idle = await fixture.BrowserOfAsync(persona);
        for (var pause = 0; pause < 2; pause++)
        {
            fixture.Time.Advance(TimeSpan.FromMinutes(20));
            await browser.SeeAsync("/profile/sessions");
        }

        var place = await TrailReading.LastAsync(fixture);
        await browser.SubmitAsync(AllOthers);

        Assert.Empty(await fixture.EventsOfAsync(persona.UserId, place));
    }

    [Fact]
    public async Task Another_password_leaves_one_for_each_session_that_ends_with_it()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var other = await fixture.BrowserOfAsync(persona);
        fixture.Time.Advance(TimeSpan.FromSeconds(2)); // Tokens of the second of the change are not told from those before it.
        await browser.SeeAsync("/password");
        var place = await TrailReading.LastAsync(fixture);
        await browser.SubmitAsync("main form", ("old", persona.Password), ("new", "Another-passw0rd-1"), ("again", "Another-passw0rd-1"));
        Assert.Equal("/", browser.Location);

        Assert.Single(await fixture.EventsOfAsync(persona.UserId, place), static told => told == ("Console Logout", 204));
    }

    [Theory]
    [InlineData(OneOther)]
    [InlineData(AllOthers)]
    public async Task While_the_trail_takes_nothing_no_session_is_ended(string form)
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using var other = await fixture.BrowserOfAsync(persona);
        await browser.SeeAsync("/profile/sessions");
        var trail = (TrailUnavailableTests.BreakableTrail)fixture.Services.GetRequiredService<ITrail>();
        trail.IsBroken = true;
        try
        {
            await browser.SubmitAsync(form);
        }
        finally
        {
            trail.IsBroken = false;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.Equal(2, (await fixture.Services.GetRequiredService<SessionTable>().ListAsync(persona.UserId, TestContext.Current.CancellationToken)).Count);
        await other.SeeAsync("/profile");
    }

    /// <summary>A console whose trail can be broken.</summary>
    public sealed class BreakableFixture : ConsoleFixture
    {
        protected override void ReplaceServices(IServiceCollection services)
        {
            base.ReplaceServices(services);
            services.AddSingleton<TrailWriter>();
            services.AddSingleton<ITrail, TrailUnavailableTests.BreakableTrail>();
        }
    }
}
