using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

public sealed class AccessKeyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_key_shows_its_secret_once_and_signs_in_with_it()
    {
        var user = await CreateUserAsync("project_admin");
        using var created = await fixture.SendAsync(HttpMethod.Post, user.Keys, user.Token, """
            {"application_credential":{"name":"ac1","description":"d","roles":[{"name":"project_reader"}],"expires_at":"2036-01-01T00:00:00Z"}}
            """);
        await GoldenExchange.All[142].ShouldMatchAsync(created);
        var key = (await ContractCheck.VerifyAsync("CreateApplicationCredential", created)).GetProperty("application_credential");
        var id = key.GetProperty("id").GetString()!;
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{user.Keys}/{id}", user.Token);
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"{user.Keys}?name=ac1", user.Token);

        await GoldenExchange.All[152].ShouldMatchAsync(shown);
        await GoldenExchange.All[151].ShouldMatchAsync(listed);
        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(await fixture.SignInAsync(id, key.GetProperty("secret").GetString()!)));
        using var taken = await fixture.SendAsync(HttpMethod.Post, user.Keys, user.Token, """{"application_credential":{"name":"ac1"}}""");
        await GoldenExchange.All[143].ShouldMatchAsync(taken);
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{user.Keys}/{id}", user.Token);
        using var twice = await fixture.SendAsync(HttpMethod.Delete, $"{user.Keys}/{id}", user.Token);
        await GoldenExchange.All[168].ShouldMatchAsync(deleted);
        await GoldenExchange.All[171].ShouldMatchAsync(twice);
    }

    [Fact]
    public async Task A_secret_of_ones_own_is_taken()
    {
        var user = await CreateUserAsync("project_member");
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, user.Keys, user.Token, """{"application_credential":{"name":"own","secret":"my-own-secret","unrestricted":false}}""");

        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        Assert.Equal("my-own-secret", key.GetProperty("secret").GetString());
        Assert.False(key.GetProperty("unrestricted").GetBoolean());
        Assert.Equal(["project_member", "project_reader"], await fixture.RolesOfAsync(await fixture.SignInAsync(key.GetProperty("id").GetString()!, "my-own-secret")));
    }

    [Fact]
    public async Task The_third_key_of_a_user_in_a_project_is_403_until_one_is_deleted()
    {
        var user = await CreateUserAsync("project_member");
        var first = await CreateKeyAsync(user, "one");
        await CreateKeyAsync(user, "two");
        using var third = await fixture.SendAsync(HttpMethod.Post, user.Keys, user.Token, """{"application_credential":{"name":"three"}}""");
        Assert.Contains("at most 2", await third.RefusedAsync(403), StringComparison.Ordinal);

        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{first.GetProperty("id").GetString()}", user.Token)).Status);
        await CreateKeyAsync(user, "three");
    }

    [Fact]
    public async Task Two_at_once_do_not_both_become_the_last_key_allowed()
    {
        var user = await CreateUserAsync("project_member");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            fixture.CallAsync(HttpMethod.Post, user.Keys, user.Token, $"{{\"application_credential\":{{\"name\":\"key-{number}\"}}}}")));

        Assert.Equal(2, answers.Count(answer => answer.Status == 201));
        Assert.Equal(6, answers.Count(answer => answer.Status == 403));
    }

    [Theory]
    [InlineData("""{}""", "application_credential: is required")]
    [InlineData("""{"application_credential":{}}""", "application_credential.name: is required")]
    [InlineData("""{"application_credential":{"name":""}}""", "application_credential.name: must have 1 to 255 characters")]
    [InlineData("""{"application_credential":{"name":"  "}}""", "application_credential.name: must not be blank")]
    [InlineData("""{"application_credential":{"name":5,"unrestricted":"yes","secret":"short"}}""", "application_credential.name: must be a string; application_credential.secret: must have 8 to 255 characters; application_credential.unrestricted: must be true or false")]
    [InlineData("""{"application_credential":{"name":"a","expires_at":"2001-01-01T00:00:00Z"}}""", "application_credential.expires_at: must be in the future")]
    [InlineData("""{"application_credential":{"name":"a","expires_at":"tomorrow"}}""", "application_credential.expires_at: must be a date and time")]
    [InlineData("""{"application_credential":{"name":"a","roles":[{"name":"admin"},{"id":"nope"}]}}""", "application_credential.roles[0]: is a role that the token does not have; application_credential.roles[1]: is a role")]
    [InlineData("""{"application_credential":{"name":"a","roles":[{"id":"x","name":"project_member"}]}}""", "application_credential.roles[0].id: must not stand beside name")]
    [InlineData("""{"application_credential":{"name":"a","access_rules":[{}]}}""", "application_credential.access_rules[0].path: is required; application_credential.access_rules[0].method: is required; application_credential.access_rules[0].service: is required")]
    [InlineData("""{"application_credential":{"name":"a","access_rules":[{"path":"v3","method":"get","service":"two words"}]}}""", "access_rules[0].path: must begin with / and have no control characters; application_credential.access_rules[0].method: must be one of DELETE, GET, HEAD, PATCH, POST, PUT; application_credential.access_rules[0].service: must be the type")]
    [InlineData("""{"application_credential":{"name":"a","access_rules":[{"path":"/a\n/b","method":"GET","service":"identity"}]}}""", "access_rules[0].path: must begin with / and have no control characters")]
    [InlineData("""{"application_credential":{"name":"a","access_rules":[{"id":"x","path":"/v3"}]}}""", "access_rules[0].id: must not stand beside path, method and service")]
    [InlineData("""{"application_credential":{"name":"a","access_rules":{}}}""", "application_credential.access_rules: must be a list")]
    [InlineData("""{"application_credential":{"name":"a","roles":[{}]}}""", "application_credential.roles[0].id: is required, or name")]
    public async Task A_wrong_request_is_400_and_names_every_wrong_field(string body, string expected)
    {
        var user = await CreateUserAsync("project_member");
        using var response = await fixture.SendAsync(HttpMethod.Post, user.Keys, user.Token, body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_shows_its_access_rules_and_its_tokens_say_them()
    {
        var user = await CreateUserAsync("project_member");
        using var created = await fixture.SendAsync(HttpMethod.Post, user.Keys, user.Token, """
            {"application_credential":{"name":"ac4","secret":"my-own-secret","unrestricted":false,"access_rules":[{"path":"/v3/users/*","method":"GET","service":"identity"}]}}
            """);
        await GoldenExchange.All[147].ShouldMatchAsync(created);
        var id = (await ContractCheck.VerifyAsync("CreateApplicationCredential", created)).GetProperty("application_credential").GetProperty("id").GetString()!;
        using var issued = await fixture.IssueAsync(IamRequests.ByKeyId(id, "my-own-secret"));

        var ofToken = JsonElement.Parse(await issued.Content.ReadAsStringAsync()).GetProperty("token").GetProperty("application_credential").GetProperty("access_rules")[0];
        Assert.Equal(("identity", "GET", "/v3/users/*"), (ofToken.GetProperty("service").GetString(), ofToken.GetProperty("method").GetString(), ofToken.GetProperty("path").GetString()));
    }

    [Fact]
    public async Task Names_of_keys_differ_by_more_than_case()
    {
        var user = await CreateUserAsync("project_member");
        await CreateKeyAsync(user, "deploy");
        using var response = await fixture.SendAsync(HttpMethod.Post, user.Keys, user.Token, """{"application_credential":{"name":"Deploy"}}""");

        await response.RefusedAsync(409);
        Assert.Single((await fixture.CallAsync(HttpMethod.Get, $"{user.Keys}?name=DEPLOY", user.Token)).Body.GetProperty("application_credentials").EnumerateArray());
    }

    [Fact]
    public async Task A_token_of_a_key_manages_no_keys_unless_the_key_is_unrestricted()
    {
        var user = await CreateUserAsync("project_member");
        var restricted = await CreateKeyAsync(user, "restricted");
        var restrictedToken = await fixture.SignInAsync(restricted.GetProperty("id").GetString()!, restricted.GetProperty("secret").GetString()!);
        using var created = await fixture.SendAsync(HttpMethod.Post, user.Keys, restrictedToken, """{"application_credential":{"name":"x"}}""");
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{user.Keys}/{restricted.GetProperty("id").GetString()}", restrictedToken);
        await GoldenExchange.All[162].ShouldMatchAsync(created);
        await deleted.RefusedAsync(403);

        var (status, body) = await fixture.CallAsync(HttpMethod.Post, user.Keys, user.Token, """{"application_credential":{"name":"free","unrestricted":true}}""");
        Assert.Equal(201, status);
        var free = body.GetProperty("application_credential");
        var freeToken = await fixture.SignInAsync(free.GetProperty("id").GetString()!, free.GetProperty("secret").GetString()!);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{restricted.GetProperty("id").GetString()}", freeToken)).Status);
        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, user.Keys, freeToken, """{"application_credential":{"name":"by-key"}}""")).Status);
    }

    [Fact]
    public async Task Anothers_keys_are_403_and_an_administrator_sees_but_does_not_make_them()
    {
        var one = await CreateUserAsync("project_member");
        var other = await CreateUserAsync("project_admin");
        var key = (await CreateKeyAsync(one, "mine")).GetProperty("id").GetString()!;
        var admin = await fixture.AdminTokenAsync();

        using var made = await fixture.SendAsync(HttpMethod.Post, one.Keys, other.Token, """{"application_credential":{"name":"x"}}""");
        using var madeByAdmin = await fixture.SendAsync(HttpMethod.Post, one.Keys, admin, """{"application_credential":{"name":"x"}}""");
        using var listed = await fixture.SendAsync(HttpMethod.Get, one.Keys, other.Token);
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{one.Keys}/{key}", other.Token);
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{one.Keys}/{key}", other.Token);
        using var underAnotherUser = await fixture.SendAsync(HttpMethod.Get, $"{other.Keys}/{key}", other.Token);
        using var unknownUser = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{IamRequests.NoId}/application_credentials", admin);

        await GoldenExchange.All[149].ShouldMatchAsync(made);
        await madeByAdmin.RefusedAsync(403);
        await listed.RefusedAsync(403);
        await shown.RefusedAsync(403);
        await deleted.RefusedAsync(403);
        await GoldenExchange.All[153].ShouldMatchAsync(underAnotherUser);
        await unknownUser.RefusedAsync(404);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{one.Keys}/{key}", admin)).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{one.Keys}/{key}", admin)).Status);
    }

    [Fact]
    public async Task The_first_key_works_in_its_project_and_administers_nothing()
    {
        var token = await fixture.SignInAsync();

        Assert.DoesNotContain("admin", (await fixture.RolesOfAsync(token))!);
        using var users = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/users", token);
        await users.RefusedAsync(403);
    }

    private async Task<JsonElement> CreateKeyAsync(User user, string name)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, user.Keys, user.Token, $"{{\"application_credential\":{{\"name\":\"{name}\"}}}}");
        Assert.Equal(201, status);
        return body.GetProperty("application_credential");
    }

    /// <summary>A user with a password token and no key.</summary>
    private async Task<User> CreateUserAsync(string role)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), role);
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var keys = $"/identity/v3/users/{persona.UserId}/application_credentials";
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{keys}/{persona.AccessKeyId}", token)).Status);
        return new User(keys, token);
    }

    private sealed record User(string Keys, string Token);
}
