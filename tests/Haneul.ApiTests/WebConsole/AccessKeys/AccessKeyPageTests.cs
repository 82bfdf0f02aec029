using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.AccessKeys;

/// <summary>The list of one's own access keys, the page of one, and deleting it.</summary>
public sealed class AccessKeyPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Whoever_has_none_is_taught_how_to_begin()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync($"/access-keys/{persona.AccessKeyId}/delete");
        await browser.GoOnAsync(ConsolePeople.Form, ("confirmation", "key"));

        Assert.NotNull(browser.Html.QuerySelector(".empty a[href='/access-keys/new']"));
    }

    [Fact]
    public async Task The_list_has_ones_own_keys_and_nobody_elses()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var other = await fixture.CreatePersonaAsync(persona.ProjectId, "project_member");
        await browser.SeeAsync("/access-keys");

        Assert.True(browser.Has(persona.AccessKeyId));
        Assert.False(browser.Has(other.AccessKeyId));
        await browser.GoAsync($"/access-keys/{other.AccessKeyId}");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.GoAsync($"/access-keys/{other.AccessKeyId}/delete");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task It_tells_when_a_key_was_last_used()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        await browser.SeeAsync($"/access-keys/{persona.AccessKeyId}");
        Assert.True(browser.Has("Not used in the last 90 days"));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, "/secrets-manager-service/api/v1/secrets", persona.Token)).Status);
        fixture.Time.Advance(TimeSpan.FromMinutes(5));

        await browser.SeeAsync("/access-keys");

        Assert.True(browser.Has("5 minutes ago"));
    }

    [Fact]
    public async Task Of_a_key_for_another_project_it_does_not_say_that_it_was_not_used()
    {
        var (browser, persona) = await fixture.PersonAsync("project_admin");
        using var _ = browser;
        var second = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(second, persona.UserId, "project_admin");
        await browser.SeeAsync("/projects/choose");
        await browser.GoOnAsync($"form:has(input[name=project][value='{second}'])");

        await browser.SeeAsync($"/access-keys/{persona.AccessKeyId}");

        Assert.False(browser.Has("Not used in the last 90 days"));
        Assert.True(browser.Has("Not visible here"));
    }

    [Theory]
    [InlineData(null, "Active")]
    [InlineData(13, "Expires soon")]
    [InlineData(15, "Active")]
    public async Task Its_state_tells_whether_it_expires(int? days, string state)
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var id = await MakeAsync(persona, days is null ? null : fixture.Time.GetUtcNow().AddDays(days.Value));

        await browser.SeeAsync($"/access-keys/{id}");

        Assert.Equal(state, browser.Html.QuerySelector("main dd .badge")!.TextContent.Trim());
    }

    [Fact]
    public async Task One_that_has_expired_is_told_so()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var id = await MakeAsync(persona, fixture.Time.GetUtcNow().AddMinutes(5));
        fixture.Time.Advance(TimeSpan.FromMinutes(6));

        await browser.SeeAsync($"/access-keys/{id}");

        Assert.Equal("Expired", browser.Html.QuerySelector("main dd .badge")!.TextContent.Trim());
    }

    [Fact]
    public async Task Deleting_tells_the_effect_asks_for_the_name_and_ends_the_tokens()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        var path = $"/access-keys/{persona.AccessKeyId}/delete";
        await browser.SeeAsync(path);
        Assert.True(browser.Has("refused (401)"));
        await browser.SubmitAsync(ConsolePeople.Form, ("confirmation", "Key"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("Type exactly key.", browser.ErrorAt("confirmation"));
        Assert.Equal("Key", browser.TypedIn("confirmation"));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, "/secrets-manager-service/api/v1/secrets", persona.Token)).Status);

        await browser.GoOnAsync(ConsolePeople.Form, ("confirmation", "key"));

        Assert.True(browser.Has("The access key key was deleted."));
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, "/secrets-manager-service/api/v1/secrets", persona.Token)).Status);
    }

    [Fact]
    public async Task A_key_that_was_deleted_in_another_window_is_not_there()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        await browser.SeeAsync($"/access-keys/{persona.AccessKeyId}/delete");
        using var other = await fixture.BrowserOfAsync(persona);
        await other.SeeAsync($"/access-keys/{persona.AccessKeyId}/delete");
        await other.GoOnAsync(ConsolePeople.Form, ("confirmation", "key"));

        await browser.SubmitAsync(ConsolePeople.Form, ("confirmation", "key"));

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task Deleting_takes_the_password_again_after_a_while()
    {
        var (browser, persona) = await fixture.PersonAsync("project_member");
        using var _ = browser;
        fixture.Time.Advance(TimeSpan.FromMinutes(11));

        await browser.GoAsync($"/access-keys/{persona.AccessKeyId}/delete");

        Assert.StartsWith("/confirm?return=", browser.Location, StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(Persona persona, DateTimeOffset? expires)
    {
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var more = expires is { } at ? $",\"expires_at\":\"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}\"" : "";
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{persona.UserId}/application_credentials", token, $$$"""{"application_credential":{"name":"another"{{{more}}}}}""");
        Assert.Equal(201, status);
        return body.GetProperty("application_credential").GetProperty("id").GetString()!;
    }
}
