using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>A call that fails says neither yes nor no: nobody gets in, and nothing is shown or kept, as if it had said no.</summary>
public sealed class FailedCallTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Unavailable = "The server can't do this right now.";

    [Theory]
    [InlineData("/iam/haneul/v1/account")]
    [InlineData("/iam/identity/v3/auth/projects")]
    public async Task Whoever_may_have_to_change_a_generated_password_is_not_in_before_that_is_known(string path)
    {
        await using var own = new ApiFixture();
        await own.InitializeAsync();
        using var browser = new ConsoleBrowser(own);
        using (new FailingCalls(own, "GET", path))
        {
            await browser.GoAsync("/sign-in");
            await browser.SubmitAsync("form", ("user", own.Bootstrap.UserName), ("password", own.Bootstrap.Password));

            AssertUnavailable(browser);
        }

        await browser.GoAsync("/access-keys");
        Assert.StartsWith("/sign-in", browser.Location, StringComparison.Ordinal);
        Assert.Empty(await own.Services.GetRequiredService<SessionTable>().ListAsync(own.Bootstrap.UserId, TestContext.Current.CancellationToken));
        await browser.SignInAsync(own.Bootstrap.UserName, own.Bootstrap.Password);
        Assert.Equal("/password", browser.Location);
    }

    [Fact]
    public async Task The_token_of_a_sign_in_that_came_to_nothing_is_ended()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        using var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        var place = await TrailReading.LastAsync(fixture);
        using (new FailingCalls(fixture, "GET", "/iam/haneul/v1/account"))
        {
            await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));
        }

        Assert.Equal([("Console Login", 201), ("Console Logout", 204)], await fixture.EventsOfAsync(persona.UserId, place));
    }

    [Fact]
    public async Task A_password_is_not_asked_for_without_a_code_before_it_is_known_that_none_is_needed()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        using (new FailingCalls(fixture, "GET", $"/iam/haneul/v1/users/{persona.UserId}/second-factor"))
        {
            await browser.GoAsync("/password");
        }

        AssertUnavailable(browser);
    }

    [Theory]
    [InlineData("GET", "/iam/identity/v3/auth/domains")]
    [InlineData("POST", "/iam/identity/v3/auth/tokens")]
    public async Task A_scope_that_could_not_be_asked_for_is_not_refused_and_there_with_the_next_click(string method, string path)
    {
        using var browser = await OrganisationManagerAsync();
        using (new FailingCalls(fixture, method, path))
        {
            await browser.GoAsync("/iam/users");
            AssertUnavailable(browser);
        }

        await browser.SeeAsync("/iam/users");
    }

    [Fact]
    public async Task What_a_form_has_to_tell_is_shown_though_the_navigation_can_not_be_asked_for()
    {
        using var browser = await OrganisationManagerAsync();
        using (new FailingCalls(fixture, "GET", "/iam/identity/v3/auth/domains"))
        {
            await browser.SeeAsync("/profile");
            Assert.Null(browser.Html.QuerySelector("nav a[href='/iam/users']"));
        }

        await browser.SeeAsync("/profile");
        Assert.NotNull(browser.Html.QuerySelector("nav a[href='/iam/users']"));
    }

    [Fact]
    public async Task Projects_that_could_not_be_listed_are_not_none()
    {
        var (browser, _) = await fixture.PersonAsync("project_member");
        using var __ = browser;
        using (new FailingCalls(fixture, "GET", "/iam/identity/v3/auth/projects"))
        {
            await browser.GoAsync("/projects/choose");
        }

        AssertUnavailable(browser);
    }

    [Fact]
    public async Task A_sign_out_that_could_not_end_the_token_ends_nothing()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var place = await TrailReading.LastAsync(fixture);
        using (new FailingCalls(fixture, "DELETE", "/iam/identity/v3/auth/tokens"))
        {
            await browser.SubmitAsync("form[action='/sign-out']");
            AssertUnavailable(browser);
        }

        await browser.SeeAsync("/profile");
        await browser.SubmitAsync("form[action='/sign-out']");
        Assert.Equal("/sign-in", browser.Location);
        Assert.Equal([("Console Logout", 204)], await fixture.EventsOfAsync(persona.UserId, place));
    }

    // Signed in, and no page seen yet that has asked for the organisation.
    private async Task<ConsoleBrowser> OrganisationManagerAsync()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_reader");
        var (status, _) = await fixture.CallAsync(
            HttpMethod.Put, $"/identity/v3/domains/{fixture.Bootstrap.DomainId}/users/{persona.UserId}/roles/{await fixture.RoleIdAsync("manager")}", await fixture.AdminTokenAsync());
        Assert.Equal(204, status);
        var browser = new ConsoleBrowser(fixture);
        await browser.GoAsync("/sign-in");
        await browser.SubmitAsync("form", ("user", persona.UserName), ("password", persona.Password));
        return browser;
    }

    private static void AssertUnavailable(ConsoleBrowser browser)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, browser.Status);
        Assert.True(browser.Has(Unavailable), browser.Text);
    }
}
