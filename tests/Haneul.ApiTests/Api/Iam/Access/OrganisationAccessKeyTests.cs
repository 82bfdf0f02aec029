using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Access;

/// <summary>The inventory of the access keys of an organisation (ListOrganisationAccessKeys).</summary>
public sealed class OrganisationAccessKeyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Keys = "/haneul/v1/organisations/default/access-keys";

    [Fact]
    public async Task A_key_is_shown_with_its_user_project_roles_and_last_use_and_without_its_secret()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "secrets_manager_viewer");
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);

        var listed = Assert.Single(await ListAsync($"?user_id={persona.UserId}"));

        Assert.Equal((persona.AccessKeyId, "key"), (listed.GetProperty("id").GetString(), listed.GetProperty("name").GetString()));
        Assert.Equal((persona.UserId, persona.UserName, "USER"), UserOf(listed));
        Assert.Equal(project, listed.GetProperty("project").GetProperty("id").GetString());
        Assert.Equal("secrets_manager_viewer", Assert.Single(listed.GetProperty("roles").EnumerateArray()).GetString());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("expires_at").ValueKind);
        Assert.Equal(fixture.Time.GetUtcNow(), listed.GetProperty("last_used_at").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.False(listed.GetProperty("unrestricted").GetBoolean() || listed.GetProperty("has_access_rules").GetBoolean());
        Assert.DoesNotContain(persona.AccessKeySecret, listed.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_use_moves_by_the_minute_and_is_empty_for_a_key_that_nobody_has_used()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        var first = await LastUseAsync(persona);
        fixture.Time.Advance(TimeSpan.FromSeconds(59));
        await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal(first, await LastUseAsync(persona));
        fixture.Time.Advance(TimeSpan.FromSeconds(2));
        await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal(fixture.Time.GetUtcNow(), await LastUseAsync(persona) ?? default, TimeSpan.FromMilliseconds(1));

        var password = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        await CreateKeyAsync(persona, password, "unused");
        Assert.Equal(JsonValueKind.Null, Assert.Single(await ListAsync($"?user_id={persona.UserId}&name=UNUSED")).GetProperty("last_used_at").ValueKind);
    }

    [Fact]
    public async Task Many_sign_ins_with_one_key_at_once_all_succeed_and_note_its_use()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        fixture.Time.Advance(TimeSpan.FromMinutes(5));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret)));

        Assert.Equal(fixture.Time.GetUtcNow(), await LastUseAsync(persona) ?? default, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Keys_of_service_accounts_are_among_them()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        var manager = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project);
        var (_, body) = await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/service-accounts", manager, """{"service_account":{"name":"deployer","roles":["project_reader"]}}""");
        var account = body.GetProperty("service_account").GetProperty("id").GetString()!;
        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, $"/haneul/v1/service-accounts/{account}/access-keys", manager, """{"access_key":{"name":"pipeline"}}""")).Status);

        var listed = await ListAsync($"?project_id={project}");

        Assert.Equal(["SERVICE_ACCOUNT", "USER"], listed.Select(static key => UserOf(key).Type).Order(StringComparer.Ordinal));
        Assert.Equal(account, UserOf(listed.Single(static key => key.GetProperty("name").GetString() == "pipeline")).Id);
    }

    [Fact]
    public async Task Filters_narrow_the_list_and_pages_lead_through_it()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var password = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        await CreateKeyAsync(persona, password, "short", "2035-01-01T00:00:00");

        Assert.Equal("short", Assert.Single(await ListAsync($"?user_id={persona.UserId}&expires_before=2036-01-01T00:00:00Z")).GetProperty("name").GetString());
        Assert.Empty(await ListAsync($"?user_id={persona.UserId}&expires_before=2034-01-01T00:00:00Z"));
        Assert.Equal("short", Assert.Single(await ListAsync($"?user_id={persona.UserId}&name=Short")).GetProperty("name").GetString());

        using var response = await fixture.SendAsync(HttpMethod.Get, $"{Keys}?user_id={persona.UserId}&limit=1", await fixture.AdminTokenAsync());
        var page = await Conformance.ContractCheck.VerifyAsync("ListOrganisationAccessKeys", response);
        var next = new Uri(page.GetProperty("links").GetProperty("next").GetString()!);
        Assert.StartsWith($"{Keys}?user_id={persona.UserId}&", next.PathAndQuery, StringComparison.Ordinal);
        var (_, rest) = await fixture.CallAsync(HttpMethod.Get, next.PathAndQuery, await fixture.AdminTokenAsync());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("links").GetProperty("next").ValueKind);
        Assert.Equal(
            (await ListAsync($"?user_id={persona.UserId}")).Select(IdOf),
            page.GetProperty("access_keys").EnumerateArray().Concat(rest.GetProperty("access_keys").EnumerateArray()).Select(IdOf));
    }

    [Theory]
    [InlineData("?expires_before=soon", "expires_before")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?what=1", "what")]
    public async Task A_wrong_parameter_is_named(string query, string name)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, Keys + query, await fixture.AdminTokenAsync());

        Assert.Contains(name, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    private static string IdOf(JsonElement key) => key.GetProperty("id").GetString()!;

    private static (string Id, string Name, string Type) UserOf(JsonElement key) =>
        (key.GetProperty("user").GetProperty("id").GetString()!, key.GetProperty("user").GetProperty("name").GetString()!, key.GetProperty("user").GetProperty("type").GetString()!);

    private async Task<DateTimeOffset?> LastUseAsync(Persona persona) =>
        Assert.Single(await ListAsync($"?user_id={persona.UserId}&name=key")).GetProperty("last_used_at") is { ValueKind: JsonValueKind.String } last ? last.GetDateTimeOffset() : null;

    private async Task CreateKeyAsync(Persona persona, string token, string name, string? expiresAt = null)
    {
        var expiry = expiresAt is null ? "" : $",\"expires_at\":\"{expiresAt}\"";
        var (status, _) = await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{persona.UserId}/application_credentials", token, $$$"""{"application_credential":{"name":"{{{name}}}"{{{expiry}}}}}""");
        Assert.Equal(201, status);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, Keys + query, await fixture.AdminTokenAsync());
        Assert.Equal(200, (int)response.StatusCode);
        return [.. (await Conformance.ContractCheck.VerifyAsync("ListOrganisationAccessKeys", response)).GetProperty("access_keys").EnumerateArray()];
    }
}
