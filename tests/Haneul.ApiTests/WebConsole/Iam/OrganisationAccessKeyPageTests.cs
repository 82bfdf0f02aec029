using System.Net;
using Haneul.ApiTests.WebConsole.Settings;

namespace Haneul.ApiTests.WebConsole.Iam;

/// <summary>All access keys of the organisation.</summary>
public sealed class OrganisationAccessKeyPageTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    private const string List = "/iam/access-keys";

    [Fact]
    public async Task An_administrator_finds_the_keys_of_everybody_and_filters_them()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{List}?user={persona.UserId}");
        var row = Assert.Single(browser.Html.QuerySelectorAll("tbody tr"));
        Assert.Contains(persona.UserName, row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(persona.AccessKeySecret, browser.Body, StringComparison.Ordinal);

        await browser.GoAsync($"{List}?user={persona.UserId}&expiry=30");
        Assert.Empty(browser.Html.QuerySelectorAll("tbody tr"));
        Assert.Contains("No access key matches", browser.Text, StringComparison.Ordinal);
        Assert.Equal(persona.UserId, browser.ValueOf("user"));

        await browser.GoAsync($"{List}?project={persona.ProjectId}&name=key");
        Assert.Single(browser.Html.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task A_key_that_leaked_is_deleted_after_the_password_and_its_name_were_given()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{List}?user={persona.UserId}");
        var link = browser.Html.QuerySelectorAll("tbody .row-actions a")[^1].GetAttribute("href")!;
        await ConfirmAsync(browser, link);
        await browser.SubmitAsync("main form", ("confirmation", "another"));
        Assert.Equal("Type exactly key.", browser.ProblemOf("confirmation"));
        await browser.SubmitAsync("main form", ("confirmation", "key"));

        Assert.Equal(List, browser.Location);
        var (status, _) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?limit=1", persona.Token);
        Assert.Equal(401, status);
    }

    [Theory]
    [InlineData("project_admin")]
    [InlineData("project_reader")]
    public async Task Who_is_in_a_project_only_is_told_that_this_is_not_theirs(string role)
    {
        using var browser = await fixture.PersonAsync(role);
        await browser.GoAsync(List);

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.DoesNotContain("tbody", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_into_a_filter_comes_back_escaped()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"{List}?name={Uri.EscapeDataString("\"><script>alert(1)</script>")}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("\"><script>alert(1)</script>", browser.ValueOf("name"));
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Korean_its_pages_have_no_English_sentence()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync(List);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Empty(browser.EnglishSentences());
        await browser.GoAsync(List + "?expiry=expired");
        Assert.Empty(browser.EnglishSentences());
    }

    private async Task ConfirmAsync(ConsoleBrowser browser, string path)
    {
        await browser.GoAsync(path);
        if (browser.Status == HttpStatusCode.SeeOther)
        {
            await browser.FollowAsync();
            await browser.SubmitAsync("main form", ("password", fixture.Bootstrap.Password));
            await browser.FollowAsync();
        }

        Assert.True(browser.Status == HttpStatusCode.OK, browser.Text);
    }
}
