using System.Net;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.SignIn;

/// <summary>What somebody sees who has a role in no project.</summary>
public sealed class NoProjectTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Theory]
    [InlineData("/secrets")]
    [InlineData("/secrets?q=orders")]
    [InlineData("/secrets/00000000-0000-0000-0000-000000000000")]
    [InlineData("/keys")]
    [InlineData("/access-keys/new")]
    public async Task The_pages_of_a_project_lead_to_the_choice_of_one(string path)
    {
        using var browser = await SignedInAsync();
        await browser.GoAsync(path);

        Assert.StartsWith("/projects/choose?return=", browser.Location, StringComparison.Ordinal);
        await browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Choose a project first.", browser.Text, StringComparison.Ordinal);
        Assert.Contains("You have no role in any project.", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_navigation_has_no_heading_without_entries()
    {
        using var browser = await SignedInAsync();
        await browser.GoAsync("/");

        Assert.All(browser.Html.QuerySelectorAll(".side .nav-heading"), static heading => Assert.NotEmpty(heading.NextElementSibling!.QuerySelectorAll("a")));
        Assert.DoesNotContain("Security", browser.Html.QuerySelectorAll(".side .nav-heading").Select(static heading => heading.TextContent));
    }

    private async Task<ConsoleBrowser> SignedInAsync()
    {
        const string Password = "Passw0rd-of-a-test";
        var name = $"nobody-{fixture.Services.GetRequiredService<IdGenerator>().NewHexId()}@example.org";
        var body = $$$"""{"user":{"name":"{{{name}}}","domain_id":"{{{fixture.Bootstrap.DomainId}}}","password":"{{{Password}}}"}}""";
        var (status, _) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/users", await fixture.AdminTokenAsync(), body);
        Assert.Equal(201, status);
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(name, Password);
        return browser;
    }
}
