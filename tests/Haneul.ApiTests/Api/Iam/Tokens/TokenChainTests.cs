using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Tokens;

/// <summary>Tokens made of tokens, and several methods at once.</summary>
public sealed class TokenChainTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_token_gives_one_for_another_scope_in_its_chain_and_no_longer_life()
    {
        var persona = await PersonaAsync();
        using var issued = await fixture.ByPasswordAsync(persona, "\"unscoped\"");
        var (first, firstBody) = await issued.IssuedAsync();
        var project = Project(persona.ProjectId);
        using var rescoped = await fixture.ByTokenAsync(first, project);
        await GoldenExchange.All[17].ShouldMatchAsync(rescoped);
        var (second, secondBody) = await rescoped.IssuedAsync();
        using var again = await fixture.ByTokenAsync(second, "\"unscoped\"");
        var (_, thirdBody) = await again.IssuedAsync();

        var firstId = AuditIds(firstBody).Single();
        Assert.Equal(["password", "token"], Methods(secondBody));
        Assert.Equal(["password", "token"], Methods(thirdBody));
        Assert.Equal([AuditIds(secondBody)[0], firstId], AuditIds(secondBody));
        Assert.Equal([AuditIds(thirdBody)[0], firstId], AuditIds(thirdBody)); // The first of the chain, not the one before.
        Assert.Equal(3, new[] { firstId, AuditIds(secondBody)[0], AuditIds(thirdBody)[0] }.Distinct().Count());
        Assert.Equal(firstBody.GetProperty("expires_at").GetString(), thirdBody.GetProperty("expires_at").GetString());
        Assert.Equal(secondBody.GetRawText(), (await fixture.ShowAsync(second))!.Value.GetRawText());
    }

    [Theory]
    [InlineData("domain")]
    [InlineData("system")]
    public async Task A_token_for_a_project_gives_one_for_an_organisation_or_the_system(string scope)
    {
        var persona = await PersonaAsync();
        await fixture.GiveAsync("user", persona.UserId, scope, scope == "domain" ? "default" : "all", "reader");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        using var response = await fixture.ByTokenAsync(token, scope == "domain" ? """{"domain":{"name":"default"}}""" : ScopeScenes.System);

        Assert.Equal(["reader"], (await response.IssuedAsync()).Body.Roles());
    }

    [Fact]
    public async Task A_token_for_the_system_gives_none_for_a_project_or_an_organisation()
    {
        var persona = await PersonaAsync();
        await fixture.GiveAsync("user", persona.UserId, "system", "all", "reader");
        await fixture.GiveAsync("user", persona.UserId, "domain", "default", "reader");
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_users SET default_project_id = {persona.ProjectId} WHERE id = {persona.UserId}"));
        var system = await fixture.ByPasswordAsync(persona, ScopeScenes.System).TokenAsync();

        foreach (var scope in new[] { Project(persona.ProjectId), """{"domain":{"id":"default"}}""" })
        {
            using var refused = await fixture.ByTokenAsync(system, scope);
            await refused.RefusedAsync(403);
        }

        using var without = await fixture.ByTokenAsync(system, scope: null);
        Assert.False((await without.IssuedAsync()).Body.TryGetProperty("project", out _));
        using var again = await fixture.ByTokenAsync(system, ScopeScenes.System);
        Assert.Equal(["reader"], (await again.IssuedAsync()).Body.Roles());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"unscoped\"")]
    [InlineData("project")]
    [InlineData("""{"system":{"all":true}}""")]
    public async Task A_token_of_an_access_key_gives_no_other(string? scope)
    {
        var persona = await PersonaAsync();
        using var response = await fixture.ByTokenAsync(persona.Token, scope == "project" ? Project(persona.ProjectId) : scope);

        await GoldenExchange.All[164].ShouldMatchAsync(response);
    }

    [Fact]
    public async Task An_unknown_a_revoked_and_an_ended_token_look_the_same()
    {
        var persona = await PersonaAsync();
        var revoked = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        using (await fixture.OnTokenAsync(HttpMethod.Delete, revoked, revoked))
        {
        }

        foreach (var token in new[] { "garbage", revoked, new string('x', 4000) })
        {
            using var response = await fixture.ByTokenAsync(token, Project(persona.ProjectId));
            Assert.Equal("The request you have made requires authentication.", await response.RefusedAsync(401));
        }
    }

    [Theory]
    [InlineData("""{"methods":["token"]}""", "auth.identity.token: is required")]
    [InlineData("""{"methods":["token"],"token":{}}""", "auth.identity.token.id: is required")]
    [InlineData("""{"methods":["token"],"token":{"id":5}}""", "auth.identity.token.id: must be a string")]
    [InlineData("""{"methods":["token","password"],"token":{"id":"a"}}""", "auth.identity.password: is required")]
    public async Task A_wrong_body_is_400_and_names_the_field(string identity, string expected)
    {
        using var response = await fixture.IssueAsync("{\"auth\":{\"identity\":" + identity + "}}");

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_leaves_those_that_were_made_of_it_and_a_new_password_leaves_none()
    {
        var persona = await PersonaAsync();
        var first = await fixture.ByPasswordAsync(persona, "\"unscoped\"").TokenAsync();
        var second = await fixture.ByTokenAsync(first, Project(persona.ProjectId)).TokenAsync();

        using var revoked = await fixture.OnTokenAsync(HttpMethod.Delete, first, first);
        Assert.Equal(204, (int)revoked.StatusCode);
        Assert.Null(await fixture.ShowAsync(first));
        Assert.NotNull(await fixture.ShowAsync(second));

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/users/{persona.UserId}", await fixture.AdminTokenAsync(), """{"user":{"password":"another-Passw0rd"}}""")).Status);
        Assert.Null(await fixture.ShowAsync(second));
    }

    [Fact]
    public async Task Several_methods_must_prove_the_same_user()
    {
        var persona = await PersonaAsync();
        var other = await PersonaAsync();
        var own = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var foreign = await fixture.SignInWithPasswordAsync(other.UserId, other.Password, other.ProjectId);

        using var both = await fixture.IssueAsync(Several(persona, own, Project(persona.ProjectId)));
        var (text, body) = await both.IssuedAsync();
        Assert.Equal(["password", "token"], Methods(body));
        Assert.Equal(2, AuditIds(body).Length);
        Assert.Equal(body.GetRawText(), (await fixture.ShowAsync(text))!.Value.GetRawText());

        using var mixed = await fixture.IssueAsync(Several(persona, foreign, Project(persona.ProjectId)));
        Assert.Equal("The request you have made requires authentication.", await mixed.RefusedAsync(401));
        using var half = await fixture.IssueAsync(Several(persona with { Password = "wrong" }, own, Project(persona.ProjectId)));
        await half.RefusedAsync(401);
        using var delegated = await fixture.IssueAsync(Several(persona, persona.Token, Project(persona.ProjectId)));
        await delegated.RefusedAsync(403);
    }

    [Fact]
    public async Task An_access_key_beside_a_password_gives_a_delegated_token_for_the_project_of_the_key()
    {
        var persona = await PersonaAsync();
        var other = await PersonaAsync();
        using var response = await fixture.IssueAsync(KeyAndPassword(persona, persona, scope: null));
        var (text, body) = await response.IssuedAsync();

        Assert.Equal(["password", "application_credential"], Methods(body));
        Assert.Equal(persona.AccessKeyId, body.GetProperty("application_credential").GetProperty("id").GetString());
        Assert.Equal(persona.ProjectId, body.GetProperty("project").GetProperty("id").GetString());
        using var rescope = await fixture.ByTokenAsync(text, "\"unscoped\"");
        await rescope.RefusedAsync(403);
        using var scoped = await fixture.IssueAsync(KeyAndPassword(persona, persona, Project(persona.ProjectId)));
        await scoped.RefusedAsync(401);
        using var foreign = await fixture.IssueAsync(KeyAndPassword(persona, other, scope: null));
        await foreign.RefusedAsync(401);
    }

    [Fact]
    public async Task A_method_that_is_named_twice_is_asked_once()
    {
        var persona = await PersonaAsync();
        using var response = await fixture.IssueAsync($$$$$$"""
            {"auth":{"identity":{"methods":["password","password"],"password":{"user":{"id":"{{{{{{persona.UserId}}}}}}","password":"{{{{{{persona.Password}}}}}}"}}},"scope":"unscoped"}}
            """);

        Assert.Equal(["password"], Methods((await response.IssuedAsync()).Body));
    }

    private static string[] Methods(JsonElement token) => [.. token.GetProperty("methods").EnumerateArray().Select(method => method.GetString()!)];

    private static string[] AuditIds(JsonElement token) => [.. token.GetProperty("audit_ids").EnumerateArray().Select(id => id.GetString()!)];

    private static string Project(string id) => $$$$$$"""{"project":{"id":"{{{{{{id}}}}}}"}}""";

    private static string Several(Persona persona, string token, string scope) => $$$$$$"""
        {"auth":{"identity":{"methods":["password","token"],"token":{"id":"{{{{{{token}}}}}}"},
         "password":{"user":{"id":"{{{{{{persona.UserId}}}}}}","password":"{{{{{{persona.Password}}}}}}"}}},"scope":{{{{{{scope}}}}}}}}
        """;

    private static string KeyAndPassword(Persona key, Persona user, string? scope) => $$$$$$"""
        {"auth":{"identity":{"methods":["password","application_credential"],
         "application_credential":{"id":"{{{{{{key.AccessKeyId}}}}}}","secret":"{{{{{{key.AccessKeySecret}}}}}}"},
         "password":{"user":{"id":"{{{{{{user.UserId}}}}}}","password":"{{{{{{user.Password}}}}}}"}}}{{{{{{(scope is null ? "" : ",\"scope\":" + scope)}}}}}}}}
        """;

    private async Task<Persona> PersonaAsync() => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
}

/// <summary>Time has a server of its own: moving the clock would end the other tests' tokens.</summary>
public sealed class TokenChainExpiryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_chain_ends_when_its_first_token_would_have()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        using var issued = await fixture.ByPasswordAsync(persona, "\"unscoped\"");
        var (first, firstBody) = await issued.IssuedAsync();
        fixture.Time.Advance(TimeSpan.FromHours(11));
        using var rescoped = await fixture.ByTokenAsync(first, $$$$$$"""{"project":{"id":"{{{{{{persona.ProjectId}}}}}}"}}""");
        var (second, secondBody) = await rescoped.IssuedAsync();

        Assert.Equal(firstBody.GetProperty("expires_at").GetString(), secondBody.GetProperty("expires_at").GetString());
        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await fixture.RolesOfAsync(second));
        using var late = await fixture.ByTokenAsync(second, "\"unscoped\"");
        await late.RefusedAsync(401);
    }
}
