using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>Filters and pages of users.</summary>
public sealed class UserListTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("name={0}", "ann")]
    [InlineData("name__contains={1}", "ann,anna,bob")]
    [InlineData("name__icontains={2}", "ann,anna,bob")]
    [InlineData("name__startswith={1}-AN", "ann,anna")]
    [InlineData("name__iendswith=nNa", "anna")]
    [InlineData("enabled=false", "bob")]
    [InlineData("enabled=1&name__startswith={1}", "ann,anna")]
    [InlineData("password_expires_at=lt:2030-01-01T00:00:00Z", "anna")]
    [InlineData("password_expires_at=gte:2025-01-01T00:00:00Z", "anna,bob")]
    [InlineData("password_expires_at=neq:2026-01-01T00:00:00Z", "bob")]
    [InlineData("password_expires_at=eq:2026-01-01T00:00:00.000000", "anna")]
    [InlineData("idp_id=x", "")]
    [InlineData("unique_id=x", "")]
    [InlineData("protocol_id=x", "")]
    [InlineData("name__contains=%25", "")]
    [InlineData("name__endswith=__na", "")]
    [InlineData("unknown=x&name={0}", "ann")]
    public async Task Filters_find_whom_they_name(string query, string expected)
    {
        var organisation = await fixture.AddOrganisationAsync();
        var prefix = fixture.NewId();
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, more) in new[] { ("ann", ""), ("anna", ""), ("bob", ",\"enabled\":false") })
        {
            ids[await fixture.AddUserAsync(organisation, more, $"{prefix}-{name}")] = name;
        }

        await fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"""
            UPDATE iam_users SET password_expires_at = CASE WHEN name = {prefix + "-anna"} THEN 1767225600000000 WHEN name = {prefix + "-bob"} THEN 1900000000000000 END
            WHERE organisation_id = {organisation}
            """));
        query = string.Format(null, query, $"{prefix}-ANN", prefix, prefix.ToUpperInvariant());
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.UsersPath}?domain_id={organisation}&{query}", await fixture.AdminTokenAsync());

        var body = await ContractCheck.VerifyAsync("ListUsers", response);
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), body.IdsOf("users").Select(id => ids[id]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("password_expires_at=lt", "password_expires_at: must be one of lt, lte, gt, gte, eq, neq")]
    [InlineData("password_expires_at=before:2030-01-01T00:00:00Z", "password_expires_at")]
    [InlineData("password_expires_at=lt:yesterday", "password_expires_at")]
    [InlineData("enabled=perhaps", "enabled")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "limit")]
    public async Task A_wrong_filter_is_400(string query, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.UsersPath}?{query}", await fixture.AdminTokenAsync());

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&name__contains=user")]
    public async Task Pages_lead_along_their_links_to_everyone_once(string filter)
    {
        var organisation = await fixture.AddOrganisationAsync();
        var expected = new List<string>();
        for (var count = 0; count < 7; count++)
        {
            expected.Add(await fixture.AddUserAsync(organisation));
        }

        var walked = await fixture.WalkAsync($"{IamWorld.UsersPath}?domain_id={organisation}&limit=3{filter}", "users", await fixture.AdminTokenAsync());

        Assert.Equal(expected.Order(StringComparer.Ordinal), walked);
    }

    [Fact]
    public async Task A_page_that_is_the_last_has_no_next_and_a_marker_that_is_nobodys_is_only_a_place()
    {
        var organisation = await fixture.AddOrganisationAsync();
        var id = await fixture.AddUserAsync(organisation);
        var (_, whole) = await fixture.CallAsync(HttpMethod.Get, $"{IamWorld.UsersPath}?domain_id={organisation}&limit=1", await fixture.AdminTokenAsync());
        var (_, after) = await fixture.CallAsync(HttpMethod.Get, $"{IamWorld.UsersPath}?domain_id={organisation}&marker={id}", await fixture.AdminTokenAsync());
        var (_, place) = await fixture.CallAsync(HttpMethod.Get, $"{IamWorld.UsersPath}?domain_id={organisation}&marker=0", await fixture.AdminTokenAsync());

        Assert.Null(whole.GetProperty("links").GetProperty("next").GetString());
        Assert.Empty(after.IdsOf("users"));
        Assert.Equal([id], place.IdsOf("users"));
    }

    [Fact]
    public async Task Service_accounts_are_in_no_list_and_behind_no_path_but_to_themselves()
    {
        var admin = await fixture.AdminTokenAsync();
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        await fixture.MakeServiceAccountAsync(persona.UserId);
        var path = $"{IamWorld.UsersPath}/{persona.UserId}";

        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, $"{IamWorld.UsersPath}?name={persona.UserName}", admin)).Body.IdsOf("users"));
        foreach (var (method, suffix) in new[] { ("GET", ""), ("GET", "/projects"), ("GET", "/groups"), ("DELETE", "/tokens"), ("DELETE", ""), ("PATCH", "") })
        {
            using var refused = await fixture.SendAsync(new HttpMethod(method), path + suffix, admin, method == "PATCH" ? """{"user":{"description":"x"}}""" : null);
            await refused.RefusedAsync(404);
        }

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, path, persona.Token)).Status);
        Assert.Equal([persona.ProjectId], (await fixture.CallAsync(HttpMethod.Get, $"{path}/projects", persona.Token)).Body.IdsOf("projects"));
    }

    // With 100,000 users a list must go along an index from its marker on: no scan of the table, no sorting.
    [Theory]
    [InlineData(null, null, "iam_users_list (kind=? AND id>?)")]
    [InlineData("default", null, "iam_users_list_of_organisation (organisation_id=? AND kind=? AND id>?)")]
    [InlineData(null, "admin", "iam_users_list_of_name (name_key=? AND kind=? AND id>?)")]
    [InlineData("default", "admin", "iam_users_by_name (organisation_id=? AND name_key=?)")]
    public async Task Lists_are_read_by_index(string? domainId, string? name, string expected)
    {
        if (fixture.Database.Engine != DatabaseEngine.Sqlite)
        {
            return; // PostgreSQL decides by the size of the tables, which are small here.
        }

        Sql byDomain = ListFilters.Where("organisation_id", domainId), byName = name is null ? Sql.Empty : $" AND name_key = {NameKey.Of(name)}";
        var list = UserFilters.Statement(byDomain, byName, new ListPage(1000, "marker"));
        var plan = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(
            session => session.QueryAsync($"EXPLAIN QUERY PLAN {list}", static row => row.GetString(3)), CancellationToken.None);

        Assert.Contains(expected, string.Join('\n', plan), StringComparison.Ordinal);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.True(name is not null || !plan.Exists(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), string.Join('\n', plan));
    }
}
