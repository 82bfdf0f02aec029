using System.Net;

namespace Haneul.ApiTests.WebConsole.SignIn;

public sealed class ChangePasswordTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Every_password_that_is_missing_is_marked()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/password");
        await browser.SubmitAsync("main form");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        foreach (var name in new[] { "old", "new", "again" })
        {
            Assert.Equal("This field is required.", browser.Html.QuerySelector($"#field-{name}-error")!.TextContent);
        }
    }

    [Fact]
    public async Task Two_different_new_passwords_are_told_beside_the_second()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/password");
        await browser.SubmitAsync("main form", ("old", fixture.Bootstrap.Password), ("new", "a new password, 1"), ("again", "a new password, 2"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("The two passwords are not the same.", browser.Html.QuerySelector("#field-again-error")!.TextContent);
        Assert.DoesNotContain("a new password", browser.Body, StringComparison.Ordinal);
    }
}
