using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.ApiTests.WebConsole.Iam;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>The scopes that a session opens beside the project: the organisation's and the installation's.</summary>
public sealed class ScopeTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Members = "/iam/users";

    [Fact]
    public async Task Somebody_without_a_role_in_the_organisation_leaves_no_failed_sign_in()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_admin");
        using var browser = await IamBrowsing.ForAsync(fixture, persona);
        var last = await TrailReading.LastAsync(fixture);
        foreach (var page in new[] { "/", "/search?q=orders", Members, "/iam/decisions", "/iam/access-keys", "/settings/organisation", "/events/verification" })
        {
            await browser.GoAsync(page);
        }

        Assert.DoesNotContain(await TrailReading.AfterAsync(fixture, last), static stored => stored.Status == 401);
    }

    [Fact]
    public async Task A_role_that_is_given_counts_ten_minutes_later_and_one_that_is_taken_at_once()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Bootstrap.ProjectId, "project_reader");
        using var browser = await IamBrowsing.ForAsync(fixture, persona);
        await browser.GoAsync(Members);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);

        await ChangeAsync(HttpMethod.Put, persona);
        await browser.GoAsync(Members);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        fixture.Time.Advance(TimeSpan.FromMinutes(10));
        await browser.GoAsync(Members);
        Assert.Equal(HttpStatusCode.OK, browser.Status);

        await ChangeAsync(HttpMethod.Delete, persona);
        await browser.GoAsync(Members);
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        await browser.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    private async Task ChangeAsync(HttpMethod method, Persona persona)
    {
        var (status, _) = await fixture.CallAsync(
            method, $"/identity/v3/domains/{fixture.Bootstrap.DomainId}/users/{persona.UserId}/roles/{await fixture.RoleIdAsync("manager")}", await fixture.AdminTokenAsync());
        Assert.Equal(204, status);
    }
}
