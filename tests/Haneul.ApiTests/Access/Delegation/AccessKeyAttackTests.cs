using System.Text.Json;
using Haneul.ApiTests.Api.Iam;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>What somebody tries who holds an access key, or a token of one, and wants more than it was given for. Each sentence is a defence.</summary>
public sealed class AccessKeyAttackTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] ManageKeys = [KeyedUser.Rule("identity", "POST", "/v3/users/*/application_credentials"), KeyedUser.ReadUsers];

    [Fact]
    public async Task A_key_never_makes_one_with_a_role_that_it_does_not_have_itself()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var token = await user.TokenOfNewAsync("few", "\"unrestricted\":true,\"roles\":[{\"name\":\"project_reader\"}]");

        Assert.Equal(400, (await user.AskAsync(token, "by-name", "\"roles\":[{\"name\":\"project_admin\"}]")).Status);
        Assert.Equal(400, (await user.AskAsync(token, "by-id", $$"""
            "roles":[{"id":"{{await fixture.RoleIdAsync("project_member")}}"}]
            """)).Status);
        var made = await user.MakeAsync(token, "all");
        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(await user.TokenOfAsync(made)));
    }

    [Fact]
    public async Task A_key_never_makes_one_with_fewer_access_rules()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var token = await user.TokenOfNewAsync("maker", KeyedUser.Unrestricted + KeyedUser.With(ManageKeys));

        Assert.Equal(403, (await user.AskAsync(token, "wider", KeyedUser.With(KeyedUser.Rule("identity", "GET", "/**")))).Status);
        Assert.Equal(403, (await user.AskAsync(token, "other-method", KeyedUser.With(KeyedUser.Rule("identity", "DELETE", "/v3/users/*")))).Status);
        Assert.Equal(403, (await user.AskAsync(token, "other-service", KeyedUser.With(KeyedUser.Rule("secrets-manager", "GET", "/v3/users/1")))).Status);
        Assert.Equal(403, (await user.AskAsync(token, "slash", KeyedUser.With(KeyedUser.Rule("identity", "GET", "/v3/users/1/")))).Status);
        var inherited = await user.MakeAsync(token, "silent", "\"access_rules\":[],\"unrestricted\":true");
        Assert.Equal(2, inherited.GetProperty("access_rules").GetArrayLength());
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, user.Keys, await user.TokenOfAsync(inherited))).Status);
    }

    [Fact]
    public async Task A_key_may_make_one_with_narrower_access_rules()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var token = await user.TokenOfNewAsync("maker", KeyedUser.Unrestricted + KeyedUser.With(ManageKeys));
        var made = await user.MakeAsync(token, "narrow", KeyedUser.With(KeyedUser.Rule("identity", "GET", $"/v3/users/{user.Persona.UserId}")));

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, user.Path, await user.TokenOfAsync(made))).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, "/identity/v3/users/1", await user.TokenOfAsync(made))).Status);
    }

    [Fact]
    public async Task A_key_never_borrows_the_access_rule_of_a_wider_key_by_its_id()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var wide = await user.MakeAsync(user.Password, "wide", KeyedUser.With(KeyedUser.Rule("identity", "GET", "/**")));
        var id = wide.GetProperty("access_rules")[0].GetProperty("id").GetString();
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{wide.GetProperty("id").GetString()}", user.Password)).Status);
        var token = await user.TokenOfNewAsync("maker", KeyedUser.Unrestricted + KeyedUser.With(ManageKeys));

        Assert.Equal(403, (await user.AskAsync(token, "borrower", KeyedUser.With($$"""{"id":"{{id}}"}"""))).Status);
    }

    [Fact]
    public async Task A_user_never_uses_the_access_rule_of_another()
    {
        var other = await KeyedUser.CreateAsync(fixture, "project_reader");
        var rule = (await other.MakeAsync(other.Password, "theirs", KeyedUser.With(KeyedUser.ReadUsers))).GetProperty("access_rules")[0].GetProperty("id").GetString();
        var user = await KeyedUser.CreateAsync(fixture, "project_reader");

        Assert.Equal(404, (await user.AskAsync(user.Password, "mine", KeyedUser.With($$"""{"id":"{{rule}}"}"""))).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, $"{user.Rules}/{rule}", user.Password)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{other.Rules}/{rule}", user.Password)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{other.Rules}/{rule}", user.Password)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, other.Rules, user.Password)).Status);
    }

    [Fact]
    public async Task A_chain_of_keys_never_lives_longer_than_its_first()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var first = await user.TokenOfNewAsync("first", "\"unrestricted\":true,\"expires_at\":\"2036-01-01T00:00:00Z\"");
        var second = await user.MakeAsync(first, "second", "\"unrestricted\":true,\"expires_at\":\"2099-01-01T00:00:00Z\"");

        Assert.Equal("2036-01-01T00:00:00.000000", second.GetProperty("expires_at").GetString());
    }

    [Fact]
    public async Task A_restricted_key_manages_neither_keys_nor_access_rules_but_sees_them()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var key = await user.MakeAsync(user.Password, "restricted");
        var spare = await user.MakeAsync(user.Password, "spare", KeyedUser.With(KeyedUser.ReadUsers));
        var rule = spare.GetProperty("access_rules")[0].GetProperty("id").GetString();
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{spare.GetProperty("id").GetString()}", user.Password)).Status);
        var token = await user.TokenOfAsync(key);

        Assert.Equal(403, (await user.AskAsync(token, "another")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{key.GetProperty("id").GetString()}", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Rules}/{rule}", token)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, user.Keys, token)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{user.Rules}/{rule}", token)).Status);
    }

    [Fact]
    public async Task Deleting_a_rule_never_frees_the_key_that_has_it()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var key = await user.MakeAsync(user.Password, "held", KeyedUser.Unrestricted + KeyedUser.With(KeyedUser.ReadUsers));
        var token = await user.TokenOfAsync(key);
        var rule = $"{user.Rules}/{key.GetProperty("access_rules")[0].GetProperty("id").GetString()}";

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, rule, user.Password)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, rule, token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, user.Keys, token)).Status);
    }

    // CVE-2020-12689, CVE-2026-33551, CVE-2026-43001, LP2150089, CVE-2026-90460
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_key_makes_sees_or_changes_an_EC2_key_or_another_credential(bool isUnrestricted)
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin", "admin");
        var made = await fixture.CallAsync(HttpMethod.Post, user.Ec2, user.Password, $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""");
        Assert.Equal(201, made.Status);
        var access = made.Body.GetProperty("credential").GetProperty("access").GetString();
        var id = (await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/credentials?user_id={user.Persona.UserId}", user.Password)).Body.GetProperty("credentials")[0].GetProperty("id").GetString();
        var token = await user.TokenOfNewAsync("key", isUnrestricted ? "\"unrestricted\":true" : "");

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, user.Ec2, token, $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{user.Ec2}/{access}", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Ec2}/{access}", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, "/identity/v3/credentials", token, """{"credential":{"type":"totp","blob":"x"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/credentials/{id}", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/credentials/{id}", token, """{"credential":{"blob":"x"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/credentials/{id}", token)).Status);
        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, user.Ec2, token)).Body.GetProperty("credentials").EnumerateArray());
        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, "/identity/v3/credentials", token)).Body.GetProperty("credentials").EnumerateArray());
    }

    // CVE-2026-42998
    [Fact]
    public async Task A_key_signs_nobody_in_but_its_owner_whoever_is_named_beside_its_id()
    {
        var owner = await KeyedUser.CreateAsync(fixture, "project_reader");
        var other = await KeyedUser.CreateAsync(fixture, "project_reader");
        var key = await owner.MakeAsync(owner.Password, "named");

        Assert.Equal(201, await SignInAsync(key, $$"""{"id":"{{owner.Persona.UserId}}"}"""));
        Assert.Equal(401, await SignInAsync(key, $$"""{"id":"{{other.Persona.UserId}}"}"""));
        Assert.Equal(401, await SignInAsync(key, """{"name":"admin","domain":{"id":"default"}}"""));
        Assert.Equal(401, await SignInAsync(key, """{"name":"admin","domain":{"name":"Default"}}"""));
    }

    // CVE-2020-12691
    [Fact]
    public async Task A_credential_never_changes_its_owner_project_or_type()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var other = await KeyedUser.CreateAsync(fixture, "project_admin");
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/credentials", user.Password, """{"credential":{"type":"totp","blob":"x"}}""");
        Assert.Equal(201, status);
        var path = $"/identity/v3/credentials/{body.GetProperty("credential").GetProperty("id").GetString()}";
        string[] changes =
        [
            $$$$"""{"credential":{"user_id":"{{{{other.Persona.UserId}}}}"}}""", $$$$"""{"credential":{"project_id":"{{{{other.Persona.ProjectId}}}}"}}""", """{"credential":{"type":"ec2"}}""",
        ];

        foreach (var token in new[] { user.Password, await fixture.AdminTokenAsync() })
        {
            foreach (var change in changes)
            {
                Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Patch, path, token, change)).Status);
            }
        }

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Patch, path, other.Password, """{"credential":{"blob":"y"}}""")).Status);
    }

    [Fact]
    public async Task Nobody_keeps_a_credential_in_the_name_of_another()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var other = await KeyedUser.CreateAsync(fixture, "project_admin");

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, other.Ec2, user.Password, $$"""{"tenant_id":"{{other.Persona.ProjectId}}"}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(
            HttpMethod.Post, "/identity/v3/credentials", user.Password, $$$$"""{"credential":{"type":"totp","blob":"x","user_id":"{{{{other.Persona.UserId}}}}"}}""")).Status);
    }

    [Theory]
    [InlineData("trust_id")]
    [InlineData("app_cred_id")]
    [InlineData("access_token_id")]
    public async Task An_EC2_key_never_claims_a_delegation_of_its_own_choice(string member)
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var blob = JsonSerializer.Serialize($$"""{"access":"mine-{{member}}","secret":"s","{{member}}":"x"}""");

        Assert.Equal(400, (await fixture.CallAsync(
            HttpMethod.Post, "/identity/v3/credentials", user.Password, $$$$"""{"credential":{"type":"ec2","project_id":"{{{{user.Persona.ProjectId}}}}","blob":{{{{blob}}}}}}""")).Status);
    }

    [Theory]
    [InlineData("/identity/v3/users/{id}", 200)]
    [InlineData("/identity/v3/users/{id}/", 200)]
    [InlineData("/iam/identity/v3/users/{id}", 200)]
    [InlineData("/identity/v3/users", 403)]
    [InlineData("/identity/v3/users/", 403)]
    [InlineData("/identity/v3/users/{id}/application_credentials", 403)]
    [InlineData("/iam/identity/v3/users/{id}/application_credentials", 403)]
    [InlineData("/identity/v3/users/{id}/../../projects", 403)]
    [InlineData("/identity/v3/users/{id}/..%2f..%2fprojects", 404)]
    [InlineData("/identity/v3/users/%2e%2e/projects", 403)]
    [InlineData("/identity/v3/users/x%2f..%2f..%2fprojects", 404)]
    [InlineData("/identity/v3/users/{id}%2fapplication_credentials", 404)]
    [InlineData("/identity/v3//users/{id}", 404)]
    [InlineData("/identity/v3/users//{id}", 404)]
    [InlineData("//identity/v3/users/{id}", 404)]
    [InlineData("/identity/V3/users/{id}", 404)]
    [InlineData("/identity/v3/Users/{id}", 404)]
    [InlineData("/identity/v3/users/{id};x=1", 404)]
    [InlineData("/identity/v3/roles/../users/{id}/../../roles", 403)]
    [InlineData("/secrets-manager/v3/users/{id}", 404)]
    [InlineData("/secrets-manager/api/v1/secrets", 403)]
    [InlineData("/api/v1/secrets/{id}/versions/value", 403)]
    public async Task No_spelling_of_a_path_leads_around_an_access_rule(string target, int expected)
    {
        // An administrator, whom nothing but the rule keeps from any of it; a user id that is none tells what the handler took for one.
        var user = await KeyedUser.CreateAsync(fixture, "admin", "project_admin");
        var token = await user.TokenOfNewAsync("reader", KeyedUser.With(KeyedUser.ReadUsers));
        target = target.Replace("{id}", user.Persona.UserId, StringComparison.Ordinal);

        Assert.Equal(expected, await user.RawStatusAsync("GET", target, token));
    }

    [Theory]
    [InlineData("iam.localhost", "/identity/v3/users/{id}", 200)]
    [InlineData("iam.localhost", "/identity/v3/projects", 403)]
    [InlineData("iam.localhost", "/v3/users/{id}", 404)]
    [InlineData("secrets-manager.localhost", "/api/v1/secrets", 403)]
    [InlineData("secrets-manager.localhost", "/v3/users/{id}", 404)]
    [InlineData("IAM.kakaocloud.com", "/identity/v3/projects", 403)]
    public async Task No_host_leads_around_an_access_rule(string host, string target, int expected)
    {
        var user = await KeyedUser.CreateAsync(fixture, "admin", "project_admin");
        var token = await user.TokenOfNewAsync("reader", KeyedUser.With(KeyedUser.ReadUsers));

        Assert.Equal(expected, await user.RawStatusAsync("GET", target.Replace("{id}", user.Persona.UserId, StringComparison.Ordinal), token, host));
    }

    [Fact]
    public async Task No_method_stands_in_for_another()
    {
        var user = await KeyedUser.CreateAsync(fixture, "admin", "project_admin");
        var reader = await user.TokenOfNewAsync("reader", KeyedUser.With(KeyedUser.ReadUsers));
        var header = await user.TokenOfNewAsync("header", KeyedUser.With(KeyedUser.Rule("identity", "HEAD", "/v3/users/*")));

        Assert.Equal(403, await user.RawStatusAsync("HEAD", user.Path, reader));
        Assert.Equal(200, await user.RawStatusAsync("HEAD", user.Path, header));
        Assert.Equal(403, await user.RawStatusAsync("GET", user.Path, header));
        Assert.Equal(403, await user.RawStatusAsync("DELETE", user.Path, reader));
    }

    [Fact]
    public async Task A_token_with_access_rules_looks_at_itself_and_at_no_other()
    {
        var user = await KeyedUser.CreateAsync(fixture, "admin", "project_admin");
        var token = await user.TokenOfNewAsync("reader", KeyedUser.With(KeyedUser.ReadUsers));
        using var own = await ValidateAsync(token, token, mindsRules: true);
        using var careless = await ValidateAsync(token, token, mindsRules: false);
        using var other = await ValidateAsync(token, user.Password, mindsRules: true);
        using var revoked = await fixture.OnTokenAsync(HttpMethod.Delete, token, user.Password);

        Assert.Equal((200, 404, 403, 403), ((int)own.StatusCode, (int)careless.StatusCode, (int)other.StatusCode, (int)revoked.StatusCode));
    }

    [Fact]
    public async Task A_service_that_does_not_mind_access_rules_is_not_shown_a_token_that_has_some()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var token = await user.TokenOfNewAsync("reader", KeyedUser.With(KeyedUser.ReadUsers));
        using var careless = await ValidateAsync(await fixture.AdminTokenAsync(), token, mindsRules: false);
        using var careful = await ValidateAsync(await fixture.AdminTokenAsync(), token, mindsRules: true);

        Assert.Equal((404, 200), ((int)careless.StatusCode, (int)careful.StatusCode));
    }

    private async Task<int> SignInAsync(JsonElement key, string userJson)
    {
        using var response = await fixture.IssueAsync($$$$$$$"""
            {"auth":{"identity":{"methods":["application_credential"],"application_credential":{
              "id":"{{{{{{{key.GetProperty("id").GetString()}}}}}}}","secret":"{{{{{{{key.GetProperty("secret").GetString()}}}}}}}","user":{{{{{{{userJson}}}}}}}}}}}
            """);
        return (int)response.StatusCode;
    }

    private async Task<HttpResponseMessage> ValidateAsync(string caller, string subject, bool mindsRules)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, IamRequests.Tokens);
        request.Headers.Add("X-Auth-Token", caller);
        request.Headers.Add("X-Subject-Token", subject);
        if (mindsRules)
        {
            request.Headers.Add("OpenStack-Identity-Access-Rules", "1");
        }

        return await fixture.Http.SendAsync(request);
    }
}
