using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.SignIn;

public sealed class GeneratedPasswordTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_console_insists_on_another_password_than_the_generated_one()
    {
        const string Chosen = "a password of one's own, 1";
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        Assert.Equal("/password", browser.Location);
        await browser.GoAsync("/access-keys");
        Assert.Equal("/password", browser.Location);

        await browser.FollowAsync();
        await browser.SubmitAsync("main form", ("old", fixture.Bootstrap.Password), ("new", Chosen), ("again", Chosen));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.GoAsync("/access-keys");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }
}
