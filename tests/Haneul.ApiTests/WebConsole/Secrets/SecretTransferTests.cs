using System.Net;

namespace Haneul.ApiTests.WebConsole.Secrets;

public sealed class SecretTransferTests(SecretsWorld world) : IClassFixture<SecretsWorld>
{
    private const string Form = "main form.card";

    [Fact]
    public async Task A_trial_shows_what_would_become_of_a_file_and_stores_nothing()
    {
        var prefix = world.NewName("trial") + "/";
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/import");

        await browser.SubmitAsync(Form, ("content", "API_KEY=canary-import\nSMTP=x\n"), ("prefix", prefix));

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(prefix + "API_KEY", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-import", browser.Body, StringComparison.Ordinal);
        await browser.GoAsync("/secrets?size=200");
        Assert.DoesNotContain(prefix, browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_taken_in_and_comes_out_again()
    {
        var prefix = world.NewName("both") + "/";
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/import");
        await browser.SubmitAsync(Form, ("content", "API_KEY=k-1\nSMTP=hunter2\n"), ("prefix", prefix), ("trial", null));
        Assert.Equal("/secrets", browser.Location);
        await browser.FollowAsync();
        Assert.Contains("2 new secrets", browser.Text, StringComparison.Ordinal);

        await world.ConfirmAsync(browser, "/secrets/export");
        await browser.SubmitAsync(Form, ("format", "dotenv"), ("prefix", prefix));

        Assert.Equal("API_KEY=k-1\nSMTP=hunter2\n", browser.Body);
        Assert.Equal("attachment", browser.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("no-store", browser.Response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("dotenv", "", "content")]
    [InlineData("json", "{", "content")]
    [InlineData("bundle", "AAAA", "password")]
    public async Task What_is_wrong_with_a_file_is_told_beside_the_field_and_the_file_does_not_come_back(string format, string content, string field)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await browser.GoAsync("/secrets/import");

        await browser.SubmitAsync(Form, ("format", format), ("content", content), ("prefix", "kept/"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector($"#field-{field}-error"));
        Assert.Equal("", browser.Html.QuerySelector("#field-content")!.TextContent);
        Assert.Equal("kept/", browser.Html.QuerySelector("#field-prefix")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_bundle_is_not_given_out_without_a_password()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(world);
        await world.ConfirmAsync(browser, "/secrets/export");

        await browser.SubmitAsync(Form, ("password", "short"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-password-error"));
    }
}
