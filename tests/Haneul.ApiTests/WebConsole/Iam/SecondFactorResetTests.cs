using System.Net;
using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Iam;

/// <summary>An administrator takes the second factor of somebody off who has lost it.</summary>
public sealed class SecondFactorResetTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Whoever_lost_their_app_signs_in_again_with_the_password_alone()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/users/{user.Persona.UserId}");
        Assert.NotNull(browser.Html.QuerySelector($"a[href='/iam/users/{user.Persona.UserId}/second-factor']"));
        var place = await TrailReading.LastAsync(fixture);

        await browser.DoAsync($"/iam/users/{user.Persona.UserId}/second-factor");

        Assert.Contains(await fixture.EventsOfAsync(fixture.Bootstrap.UserId, place), static told => told == ("User OTP Delete", 204));
        Assert.Contains("has no second factor now", browser.Text, StringComparison.Ordinal);
        using var theirs = await fixture.BrowserOfAsync(user.Persona);
        Assert.Equal(HttpStatusCode.OK, theirs.Status);
    }

    [Fact]
    public async Task Ones_own_is_turned_off_in_the_profile()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);

        await browser.GoAsync($"/iam/users/{fixture.Bootstrap.UserId}/second-factor");

        Assert.Equal("/profile/second-factor", browser.Location);
    }

    [Theory]
    [InlineData("project_admin")]
    [InlineData("project_member")]
    public async Task Who_may_not_set_passwords_may_not_do_that(string role)
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var browser = await IamBrowsing.WithRolesAsync(fixture, role);

        await browser.GoAsync($"/iam/users/{user.Persona.UserId}/second-factor");

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }
}
