using System.Net;

namespace Haneul.ApiTests.WebConsole.Settings;

/// <summary>How the installation stands.</summary>
public sealed class InstallationPageTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    [Fact]
    public async Task An_administrator_sees_every_part_and_the_fingerprint_of_the_root_key()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/settings/installation");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(8, browser.Html.QuerySelectorAll(".part").Length);
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/config/haneul/v1/installation", await fixture.AdminTokenAsync());
        Assert.Equal(body.GetProperty("installation").GetProperty("keys").GetProperty("root_key_fingerprint").GetString(), browser.Html.QuerySelector(".part .copyable code")!.TextContent);
        Assert.NotNull(browser.Html.QuerySelector("nav a[href='/settings/installation']"));
    }

    [Theory]
    [InlineData("project_admin")]
    [InlineData("project_reader")]
    public async Task Nobody_else_sees_it_or_the_way_to_it(string role)
    {
        using var browser = await fixture.PersonAsync(role);
        await browser.GoAsync("/settings/installation");

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Contains("administrators of the installation", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Html.QuerySelector("nav a[href='/settings/installation']"));
    }

    [Fact]
    public async Task In_Korean_the_page_has_no_English_sentence()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync("/settings/installation");

        Assert.Contains("루트 키 지문", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.EnglishSentences());
    }
}
