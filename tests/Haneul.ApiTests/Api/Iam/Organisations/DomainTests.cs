using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Organisations;

public sealed class DomainTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_administrator_makes_shows_finds_changes_and_deletes_an_organisation_as_in_Keystone()
    {
        var admin = await fixture.AdminTokenAsync();
        var name = fixture.NewName("dom");
        var body = $$$"""{"domain":{"name":"{{{name}}}","description":"d"}}""";
        using var created = await fixture.SendAsync(HttpMethod.Post, DomainsPath, admin, body);
        Assert.Equal(201, (int)created.StatusCode);
        var id = (await ContractCheck.VerifyAsync("CreateDomain", created)).GetProperty("domain").GetProperty("id").GetString()!;
        using var again = await fixture.SendAsync(HttpMethod.Post, DomainsPath, admin, body.Replace("dom-", "DOM-", StringComparison.Ordinal));
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{DomainsPath}/{id}", admin);
        using var head = await fixture.SendAsync(HttpMethod.Head, $"{DomainsPath}/{id}", admin);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, $"{DomainsPath}/{id}", admin, """{"domain":{"description":"d2"}}""");
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"{DomainsPath}?name={name}", admin);
        using var tooEarly = await fixture.SendAsync(HttpMethod.Delete, $"{DomainsPath}/{id}", admin);
        using var disabled = await fixture.SendAsync(HttpMethod.Patch, $"{DomainsPath}/{id}", admin, """{"domain":{"enabled":false}}""");
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{DomainsPath}/{id}", admin);
        using var gone = await fixture.SendAsync(HttpMethod.Get, $"{DomainsPath}/{id}", admin);

        Assert.Equal(409, (int)again.StatusCode);
        Assert.Equal(200, (int)shown.StatusCode);
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(200, (int)changed.StatusCode);
        Assert.Equal(200, (int)listed.StatusCode);
        Assert.Equal(403, (int)tooEarly.StatusCode);
        Assert.Equal(200, (int)disabled.StatusCode);
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(404, (int)gone.StatusCode);
        await ContractCheck.VerifyAsync("GetDomain", shown);
        await ContractCheck.VerifyAsync("UpdateDomain", changed);
        await ContractCheck.VerifyAsync("ListDomains", listed);
        await ContractCheck.VerifyAsync("DeleteDomain", deleted);
    }

    [Theory]
    [InlineData("""{"domain":{}}""", "domain.name: is required")]
    [InlineData("""{"domain":{"name":""}}""", "domain.name: must have 1 to 64 characters")]
    [InlineData("""{"domain":{"name":"   "}}""", "domain.name: must not be blank")]
    [InlineData("""{"domain":{"name":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}""", "domain.name: must have 1 to 64 characters")]
    [InlineData("""{"domain":{"name":"y","enabled":"maybe","tags":["a,b"]}}""", "domain.enabled: must be true or false; domain.tags[0]: must not contain ',' or '/'")]
    [InlineData("""{"domain":{"name":"y","explicit_domain_id":"x"}}""", "domain.explicit_domain_id: must be 32 lower-case hex digits")]
    [InlineData("""{"domain":{"name":"federated"}}""", "domain.name: must not be 'Federated'")]
    public async Task A_wrong_organisation_is_400_and_names_the_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, DomainsPath, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_keeps_tags_attributes_of_a_callers_own_and_an_id_that_is_given()
    {
        var id = fixture.NewName("")[1..];
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, DomainsPath, await fixture.AdminTokenAsync(), $$$$$$$"""
            {"domain":{"name":" {{{{{{{fixture.NewName("dom")}}}}}}} ","explicit_domain_id":"{{{{{{{id}}}}}}}","tags":["a b","c"],"cost_centre":{"no":7}}}
            """);
        var domain = body.GetProperty("domain");
        var (_, changed) = await fixture.PatchAsync($"{DomainsPath}/{id}", """{"domain":{"cost_centre":8,"owner":null}}""");
        var (again, _) = await fixture.CallAsync(HttpMethod.Post, DomainsPath, await fixture.AdminTokenAsync(), $$$"""{"domain":{"name":"{{{fixture.NewName("dom")}}}","explicit_domain_id":"{{{id}}}"}}""");

        Assert.Equal(201, status);
        Assert.Equal(id, domain.GetProperty("id").GetString());
        Assert.StartsWith("dom-", domain.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("""["a b","c"]""", domain.GetProperty("tags").GetRawText());
        Assert.Equal(7, domain.GetProperty("cost_centre").GetProperty("no").GetInt32());
        Assert.Equal(8, changed.GetProperty("domain").GetProperty("cost_centre").GetInt32());
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("domain").GetProperty("owner").ValueKind);
        Assert.Equal(409, again);
    }

    [Fact]
    public async Task An_immutable_organisation_changes_only_by_taking_the_option_off()
    {
        var id = await fixture.CreateDomainAsync();
        Assert.Equal(200, (await fixture.PatchAsync($"{DomainsPath}/{id}", """{"domain":{"enabled":false,"options":{"immutable":true}}}""")).Status);

        Assert.Equal(403, (await fixture.PatchAsync($"{DomainsPath}/{id}", """{"domain":{"description":"x"}}""")).Status);
        Assert.Equal(403, (await fixture.PatchAsync($"{DomainsPath}/{id}", """{"domain":{"description":"x","options":{"immutable":false}}}""")).Status);
        Assert.Equal(403, await fixture.DeleteAsync($"{DomainsPath}/{id}"));
        var (status, body) = await fixture.PatchAsync($"{DomainsPath}/{id}", """{"domain":{"options":{"immutable":null}}}""");
        Assert.Equal(200, status);
        Assert.Equal("{}", body.GetProperty("domain").GetProperty("options").GetRawText());
        Assert.Equal(204, await fixture.DeleteAsync($"{DomainsPath}/{id}"));
    }

    [Fact]
    public async Task The_list_is_filtered_and_paged_by_id()
    {
        var made = new[] { await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync() };
        await fixture.PatchAsync($"{DomainsPath}/{made[0]}", """{"domain":{"enabled":false}}""");
        var all = await fixture.IdsAsync(DomainsPath);
        var seen = new List<string>();
        var next = $"{DomainsPath}?limit=2";
        while (next is not null)
        {
            var (_, body) = await fixture.CallAsync(HttpMethod.Get, next, await fixture.AdminTokenAsync());
            seen.AddRange(body.GetProperty("domains").EnumerateArray().Select(domain => domain.GetProperty("id").GetString()!));
            next = body.GetProperty("links").GetProperty("next").GetString();
        }

        Assert.Equal(all, seen);
        Assert.Superset(made.ToHashSet(), all.ToHashSet());
        Assert.Contains(made[0], await fixture.IdsAsync($"{DomainsPath}?enabled=false"));
        Assert.DoesNotContain(made[0], await fixture.IdsAsync($"{DomainsPath}?enabled=true"));
    }

    [Fact]
    public async Task Disabling_an_organisation_ends_the_tokens_of_its_users_and_for_its_projects_for_good()
    {
        var domain = await fixture.CreateDomainAsync();
        var token = await fixture.DomainTokenAsync(domain, "reader");
        var project = await fixture.CreateProjectAsync(domain, "");
        var guest = await fixture.CreateUserAsync("default");
        await fixture.GrantAsync(guest, "project", project, "reader");
        var guestToken = await fixture.ScopedTokenAsync(guest, $$$"""{"project":{"id":"{{{project}}}"}}""");
        Assert.Equal([domain], await fixture.IdsAsync(DomainsPath, token));

        await fixture.PatchAsync($"{DomainsPath}/{domain}", """{"domain":{"enabled":false}}""");
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, DomainsPath, token)).Status);
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}", guestToken)).Status);
        await fixture.PatchAsync($"{DomainsPath}/{domain}", """{"domain":{"enabled":true}}""");
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, DomainsPath, token)).Status);
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}", guestToken)).Status);
        var another = await fixture.ScopedTokenAsync(guest, $$$"""{"project":{"id":"{{{project}}}"}}""");
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}", another)).Status);
    }

    [Fact]
    public async Task With_an_organisation_goes_everything_that_belongs_to_it()
    {
        var domain = await fixture.CreateDomainAsync();
        var outer = await fixture.CreateProjectAsync(domain, "");
        var inner = await fixture.CreateBelowAsync(domain, outer);
        var user = await fixture.CreateUserAsync(domain);
        await fixture.GrantAsync(user, "project", inner, "reader");
        await fixture.GrantAsync(user, "domain", domain, "reader");
        var token = await fixture.ScopedTokenAsync(user, $$$"""{"domain":{"id":"{{{domain}}}"}}""");
        await fixture.PatchAsync($"{DomainsPath}/{domain}", """{"domain":{"enabled":false}}""");

        Assert.Equal(204, await fixture.DeleteAsync($"{DomainsPath}/{domain}"));
        foreach (var path in new[] { $"{ProjectsPath}/{outer}", $"{ProjectsPath}/{inner}", $"/identity/v3/users/{user}", $"{DomainsPath}/{domain}" })
        {
            Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, path, await fixture.AdminTokenAsync())).Status);
        }

        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, DomainsPath, token)).Status);
    }

    [Fact]
    public async Task An_organisation_whose_project_holds_a_secret_stays()
    {
        var domain = await fixture.CreateDomainAsync();
        var project = await fixture.CreateProjectAsync(domain, "");
        await fixture.CreateSecretAsync(project);
        await fixture.PatchAsync($"{DomainsPath}/{domain}", """{"domain":{"enabled":false}}""");
        using var refused = await fixture.SendAsync(HttpMethod.Delete, $"{DomainsPath}/{domain}", await fixture.AdminTokenAsync());

        Assert.Contains("1 secrets", await refused.RefusedAsync(409), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_organisation_is_neither_deleted_nor_disabled_while_all_administrators_are_in_it()
    {
        Assert.Equal(403, await fixture.DeleteAsync($"{DomainsPath}/default"));
        Assert.Equal(409, (await fixture.PatchAsync($"{DomainsPath}/default", """{"domain":{"enabled":false}}""")).Status);
        Assert.True((await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/default", await fixture.AdminTokenAsync())).Body.GetProperty("domain").GetProperty("enabled").GetBoolean());
    }

    [Fact]
    public async Task Who_has_a_role_in_an_organisation_sees_it_and_no_other_and_changes_none()
    {
        var (own, other) = (await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync());
        var manager = await fixture.DomainTokenAsync(own, "manager");
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");

        Assert.Equal([own], await fixture.IdsAsync(DomainsPath, manager));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{own}", manager)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{other}", manager)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{IamRequests.NoId}", manager)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Patch, $"{DomainsPath}/{own}", manager, """{"domain":{"description":"x"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, DomainsPath, manager, """{"domain":{"name":"no"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{DomainsPath}/{own}", manager)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/default", persona.Token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{own}", persona.Token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, DomainsPath, persona.Token)).Status);
    }
}
