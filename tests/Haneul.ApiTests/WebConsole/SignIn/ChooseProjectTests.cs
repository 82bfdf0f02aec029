using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>Choosing the project to work in.</summary>
public sealed class ChooseProjectTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task The_chosen_project_is_worked_in_and_the_choice_is_an_event_of_it()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var second = await fixture.CreateProjectAsync("하늘 프로젝트");
        await fixture.AssignRoleAsync(second, persona.UserId, "project_reader");
        await browser.SeeAsync("/projects/choose?return=/secrets%3Fsize%3D50");
        var place = await TrailReading.LastAsync(fixture);

        await browser.SubmitAsync($"form:has(input[name=project][value='{second}'])");

        Assert.Equal("/secrets?size=50", browser.Location);
        var told = Assert.Single(await TrailReading.AfterAsync(fixture, place), static told => told.Kind.EventName == "Choose Project");
        Assert.Equal((second, persona.UserId, second), (TrailReading.ResourceIdOf(told), told.Actor.UserId, told.Scope.ProjectId));
        await browser.FollowAsync();
        Assert.Contains("하늘 프로젝트", browser.Html.QuerySelector("header .project")!.TextContent, StringComparison.Ordinal);
        Assert.True(browser.Has("You are now in the project 하늘 프로젝트."));
    }

    [Fact]
    public async Task Only_projects_in_which_the_person_has_a_role_are_offered()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var foreign = await fixture.CreateProjectAsync();

        await browser.SeeAsync("/projects/choose");

        Assert.Equal([persona.ProjectId], browser.Html.QuerySelectorAll("main input[name=project]").Select(static input => input.GetAttribute("value")));
        Assert.False(browser.Has(foreign));
    }

    [Fact]
    public async Task Another_project_is_not_entered_by_its_id()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var foreign = await fixture.CreateProjectAsync();
        await browser.SeeAsync("/projects/choose");

        await browser.SubmitAsync(ConsolePeople.Form, ("project", foreign));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.True(browser.Has("You have no role in that project any more."));
        await browser.SeeAsync("/profile");
        Assert.True(browser.Has(persona.ProjectId));
    }

    [Fact]
    public async Task A_role_that_was_taken_meanwhile_leaves_the_person_where_they_are()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var second = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(second, persona.UserId, "project_reader");
        await browser.SeeAsync("/projects/choose");
        await fixture.UnassignRoleAsync(second, persona.UserId, "project_reader");

        await browser.SubmitAsync($"form:has(input[name=project][value='{second}'])");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.SeeAsync("/secrets");
    }

    [Fact]
    public async Task A_project_that_is_disabled_is_not_offered()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var second = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(second, persona.UserId, "project_reader");
        var (status, _) = await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/projects/{second}", await fixture.AdminTokenAsync(), """{"project":{"enabled":false}}""");
        Assert.Equal(200, status);

        await browser.SeeAsync("/projects/choose");

        Assert.False(browser.Has(second));
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    public async Task The_choice_leads_to_no_other_site(string target)
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var second = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(second, persona.UserId, "project_reader");
        await browser.SeeAsync("/projects/choose");

        await browser.SubmitAsync($"form:has(input[name=project][value='{second}'])", ("return", target));

        Assert.Equal("/", browser.Location);
    }
}
