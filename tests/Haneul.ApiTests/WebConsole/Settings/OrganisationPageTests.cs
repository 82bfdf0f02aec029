using System.Net;

namespace Haneul.ApiTests.WebConsole.Settings;

/// <summary>What an organisation decides about passwords and signing in.</summary>
public sealed class OrganisationPageTests(SettingsFixture fixture) : IClassFixture<SettingsFixture>
{
    [Fact]
    public async Task An_administrator_changes_the_rules_and_they_hold()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/settings/organisation");
        Assert.Equal("8", browser.ValueOf("password_minimum_length"));

        await browser.SubmitAsync("main form", ("password_minimum_length", "12"), ("lockout_attempts", "7"), ("password_change_ends", "password_tokens"));
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        await browser.FollowAsync();

        Assert.Equal("12", browser.ValueOf("password_minimum_length"));
        Assert.NotNull(browser.Html.QuerySelector(".notice"));
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, $"/iam/haneul/v1/organisations/{fixture.Bootstrap.DomainId}/settings", await fixture.AdminTokenAsync());
        var settings = body.GetProperty("settings");
        Assert.Equal(
            (12, 7, "password_tokens"),
            (settings.GetProperty("password_minimum_length").GetInt32(), settings.GetProperty("lockout_attempts").GetInt32(), settings.GetProperty("password_change_ends").GetString()));
    }

    [Theory]
    [InlineData("password_minimum_length", "7")]
    [InlineData("password_minimum_length", "")]
    [InlineData("password_history", "11")]
    [InlineData("lockout_minutes", "0")]
    [InlineData("password_expires_days", "<script>alert(1)</script>")]
    public async Task A_number_that_can_not_be_is_told_beside_its_field_and_stays_there(string field, string typed)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/settings/organisation");
        await browser.SubmitAsync("main form", (field, typed));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.StartsWith("Enter a whole number", browser.ProblemOf(field), StringComparison.Ordinal);
        Assert.Equal(typed, browser.ValueOf(field));
        Assert.DoesNotContain("<script>alert", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_in_a_project_only_is_told_that_this_is_not_theirs()
    {
        using var browser = await fixture.PersonAsync("project_admin");
        await browser.GoAsync("/settings/organisation");

        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        Assert.Contains("Not allowed", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_read_the_organisation_sees_the_settings_and_no_form()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var (status, answer) = await fixture.CallAsync(
            HttpMethod.Put, $"/identity/v3/domains/{fixture.Bootstrap.DomainId}/users/{persona.UserId}/roles/{await fixture.RoleIdAsync("reader")}", await fixture.AdminTokenAsync());
        Assert.True(status == 204, answer.ToString());
        using var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        await browser.GoAsync("/settings/organisation");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Null(browser.Html.QuerySelector("main form"));
        Assert.Contains("Minimum length", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Korean_the_page_has_no_English_sentence()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Accept-Language"] = "ko";
        await browser.GoAsync("/settings/organisation");

        Assert.Contains("조직 설정", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.EnglishSentences());
    }
}
