using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Passwords;

/// <summary>What an organisation decides about passwords and signing in.</summary>
public sealed class OrganisationSettingsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task What_is_changed_holds_and_the_rest_stays()
    {
        var admin = await fixture.AdminTokenAsync();
        using var changed = await fixture.SendAsync(HttpMethod.Patch, PasswordFixture.Settings, admin, """{"settings":{"password_minimum_length":12}}""");
        await ContractCheck.VerifyAsync("UpdateOrganisationSettings", changed);
        using var shown = await fixture.SendAsync(HttpMethod.Get, PasswordFixture.Settings, admin);
        await ContractCheck.VerifyAsync("GetOrganisationSettings", shown);
        var settings = System.Text.Json.JsonElement.Parse(await shown.Content.ReadAsStringAsync()).GetProperty("settings");

        Assert.Equal(12, settings.GetProperty("password_minimum_length").GetInt32());
        Assert.Equal(5, settings.GetProperty("lockout_attempts").GetInt32());
        Assert.Equal("all_tokens", settings.GetProperty("password_change_ends").GetString());
    }

    [Theory]
    [InlineData("""{"settings":{"password_minimum_length":7}}""", "settings.password_minimum_length")]
    [InlineData("""{"settings":{"password_minimum_length":"8"}}""", "settings.password_minimum_length")]
    [InlineData("""{"settings":{"lockout_minutes":0}}""", "settings.lockout_minutes")]
    [InlineData("""{"settings":{"lockout_minutes":1e99}}""", "settings.lockout_minutes")]
    [InlineData("""{"settings":{"password_change_ends":"some"}}""", "settings.password_change_ends")]
    [InlineData("""{"settings":{"lock_out_attempts":3}}""", "settings.lock_out_attempts")]
    [InlineData("""{"settings":[]}""", "settings")]
    [InlineData("{}", "settings")]
    public async Task A_setting_that_cannot_hold_is_refused_by_name(string body, string field)
    {
        using var refused = await fixture.SendAsync(HttpMethod.Patch, PasswordFixture.Settings, await fixture.AdminTokenAsync(), body);
        Assert.Contains(field, await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_manage_the_organisation_neither_sees_nor_changes_them()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var shown = await fixture.SendAsync(HttpMethod.Get, PasswordFixture.Settings, persona.Token);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, PasswordFixture.Settings, persona.Token, """{"settings":{"lockout_attempts":0}}""");
        using var unknown = await fixture.SendAsync(HttpMethod.Get, "/haneul/v1/organisations/no-such/settings", persona.Token);
        using var unknownToAdmin = await fixture.SendAsync(HttpMethod.Get, "/haneul/v1/organisations/no-such/settings", await fixture.AdminTokenAsync());

        await shown.RefusedAsync(403);
        await changed.RefusedAsync(403);
        await unknown.RefusedAsync(403);
        await unknownToAdmin.RefusedAsync(404);
    }
}
