using System.Text.Json;
using Haneul.ApiTests.Access.Explanation;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Access;

/// <summary>Why a call was refused (ExplainAccess): the reasons, where roles come from, and what is told to whom. That decisions are right is in <see cref="ExplainedRoleTests"/>.</summary>
public sealed class ExplainAccessTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Create = "secrets-manager.CreateSecret";

    [Fact]
    public async Task A_role_that_is_missing_is_told_with_the_roles_that_would_do()
    {
        var persona = await CreateAsync("project_reader");

        var explained = await AskAsync(Of(persona, Create));

        Assert.False(explained.Allowed);
        Assert.Equal("permission_not_held", explained.Codes[0]);
        Assert.Equal("secrets-manager:secret:manage", explained.Body.GetProperty("permission").GetString());
        Assert.Equal(["project_admin", "project_member", "secrets_manager_manager"], Words(explained, "roles_that_would_allow").Order(StringComparer.Ordinal));
        Assert.Equal(["project_reader direct"], RolesOf(explained));
        Assert.Equal(JsonValueKind.Null, explained.Body.GetProperty("access_control").ValueKind);
    }

    [Fact]
    public async Task Roles_are_told_with_the_group_the_place_or_the_role_that_they_come_from()
    {
        var admin = await fixture.AdminTokenAsync();
        var persona = await CreateAsync("kms_viewer");
        var (_, body) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/groups", admin, $$$"""{"group":{"name":"group of {{{persona.UserId}}}","domain_id":"default"}}""");
        var group = body.GetProperty("group").GetProperty("id").GetString()!;
        await PutAsync($"/identity/v3/groups/{group}/users/{persona.UserId}");
        await PutAsync($"/identity/v3/projects/{persona.ProjectId}/groups/{group}/roles/{await fixture.RoleIdAsync("project_member")}");
        await PutAsync($"/identity/v3/OS-INHERIT/domains/default/users/{persona.UserId}/roles/{await fixture.RoleIdAsync("dns_viewer")}/inherited_to_projects");

        var explained = await AskAsync(Of(persona, Create));

        Assert.True(explained.Allowed);
        Assert.Equal("permission_held", explained.Codes[0]);
        Assert.Equal(
            [
                "dns_viewer inherited organisation Default",
                "kms_viewer direct",
                $"project_member group group group of {persona.UserId}",
                "project_reader implied role project_member",
            ],
            RolesOf(explained).Order(StringComparer.Ordinal));

        Task PutAsync(string path) => fixture.CallAsync(HttpMethod.Put, path, admin).ContinueWith(static done => Assert.Equal(204, done.Result.Status), TaskScheduler.Default);
    }

    [Fact]
    public async Task Whoever_is_disabled_is_told_to_be()
    {
        var persona = await CreateAsync("project_admin");
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/users/{persona.UserId}", await fixture.AdminTokenAsync(), """{"user":{"enabled":false}}""")).Status);
        Assert.Contains("subject_disabled", (await AskAsync(Of(persona, Create))).Codes);

        var other = await CreateAsync("project_admin");
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/projects/{other.ProjectId}", await fixture.AdminTokenAsync(), """{"project":{"enabled":false}}""")).Status);
        var explained = await AskAsync(Of(other, Create));
        Assert.False(explained.Allowed);
        Assert.Equal("project_disabled", explained.Codes[0]);
    }

    [Fact]
    public async Task A_key_that_is_older_than_the_role_is_told_to_be_and_so_is_a_token()
    {
        var persona = await CreateAsync("project_reader");
        var token = await PasswordAsync(persona);
        await fixture.AssignRoleAsync(persona.ProjectId, persona.UserId, "project_member");

        var ofKey = await AskAsync(OfKey(persona, Create));
        var ofUser = await Explained.AskAsync(fixture, await PasswordAsync(persona), Of(persona, Create));
        var ofOlderToken = await Explained.AskAsync(fixture, token, Of(persona, Create));

        Assert.False(ofKey.Allowed);
        Assert.Equal("access_key_without_role", ofKey.Codes[0]);
        Assert.Contains("project_member direct, not in force", RolesOf(ofKey));
        Assert.True(ofUser.Allowed);
        Assert.DoesNotContain("token_is_older", ofUser.Codes);
        Assert.Contains("token_is_older", ofOlderToken.Codes);
    }

    [Fact]
    public async Task An_access_key_is_explained_by_its_rules_and_its_end()
    {
        var persona = await CreateAsync("project_admin");
        var expiry = fixture.Time.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{persona.UserId}/application_credentials", await PasswordAsync(persona),
            $$$"""{"application_credential":{"name":"ruled","expires_at":"{{{expiry}}}","access_rules":[{"service":"secrets-manager","method":"GET","path":"/api/v1/secrets/abc"}]}}""");
        Assert.Equal(201, status);
        var key = $"{{\"subject\":{{\"access_key_id\":\"{body.GetProperty("application_credential").GetProperty("id").GetString()}\"}},\"operation\":\"";

        Assert.Equal("outside_access_rules", (await AskAsync(key + Create + "\"}")).Codes[0]);
        var some = await AskAsync(key + "secrets-manager.GetSecret\"}");
        Assert.Null(some.Allowed);
        Assert.Equal("access_rules_depend", some.Codes[0]);
        Assert.Equal("delegated_token", (await AskAsync(key + "iam.CreateUser\"}")).Codes.Single(static code => code == "delegated_token"));
        fixture.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("access_key_expired", (await AskAsync(key + "secrets-manager.GetSecret\"}")).Codes[0]);
    }

    [Fact]
    public async Task Access_control_is_told_to_those_who_have_access_and_to_nobody_else()
    {
        var project = await fixture.CreateProjectAsync();
        var owner = await fixture.CreatePersonaAsync(project, "project_admin");
        var other = await fixture.CreatePersonaAsync(project, "project_admin");
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/secrets-manager/api/v1/secrets", owner.Token, """{"secret":{"name":"s","secret_data":"x","is_access_control_enabled":true}}""");
        Assert.Equal(201, status);
        var secret = body.GetProperty("secret").GetProperty("id").GetString();
        string About(Persona subject) => Of(subject, "secrets-manager.GetSecretDefaultVersion", $",\"resource_id\":\"{secret}\"");

        var byOwner = await Explained.AskAsync(fixture, await PasswordAsync(owner), About(other));
        Assert.False(byOwner.Allowed);
        Assert.Equal("not_on_access_list", byOwner.Codes[0]);
        Assert.Equal((true, false), StateOf(byOwner));
        Assert.Equal((true, true), StateOf(await Explained.AskAsync(fixture, await PasswordAsync(owner), About(owner))));
        Assert.Equal((true, false), StateOf(await Explained.AskAsync(fixture, await PasswordAsync(other), About(other))));
        foreach (var asker in new[] { await PasswordAsync(other), await fixture.AdminTokenAsync() })
        {
            var hidden = await Explained.AskAsync(fixture, asker, About(owner));
            Assert.Null(hidden.Allowed);
            Assert.Equal("access_control_not_shown", hidden.Codes[0]);
            Assert.Equal(JsonValueKind.Null, hidden.Body.GetProperty("access_control").ValueKind);
        }

        static (bool, bool) StateOf(Explained explained) =>
            (explained.Body.GetProperty("access_control").GetProperty("enabled").GetBoolean(), explained.Body.GetProperty("access_control").GetProperty("listed").GetBoolean());
    }

    [Fact]
    public async Task Who_manages_a_project_learns_nothing_of_those_who_are_not_in_it()
    {
        var manager = await CreateAsync("project_admin");
        var stranger = await CreateAsync("project_admin");
        await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/users/{stranger.UserId}", await fixture.AdminTokenAsync(), """{"user":{"enabled":false}}""");
        var token = await PasswordAsync(manager);
        string About(string userId) => $$$"""{"subject":{"user_id":"{{{userId}}}"},"operation":"{{{Create}}}","project_id":"{{{manager.ProjectId}}}"}""";

        var known = await Explained.AskAsync(fixture, token, About(stranger.UserId));
        var unknown = await Explained.AskAsync(fixture, token, About(IamRequests.NoId));

        Assert.Equal("no_role", known.Codes[0]);
        Assert.Equal(unknown.Body.GetRawText(), known.Body.GetRawText());
        Assert.Equal(403, await StatusAsync(token, OfKey(stranger, Create)));
        Assert.Equal(403, await StatusAsync(token, $$$"""{"subject":{"access_key_id":"{{{IamRequests.NoId}}}"},"operation":"{{{Create}}}"}"""));
        Assert.Equal(403, await StatusAsync(token, Of(stranger, Create)));
    }

    [Fact]
    public async Task A_members_access_key_is_no_business_of_the_projects_managers_and_a_service_accounts_is()
    {
        var project = await fixture.CreateProjectAsync();
        var manager = await fixture.CreatePersonaAsync(project, "project_admin");
        var member = await fixture.CreatePersonaAsync(project, "project_reader");
        var token = await PasswordAsync(manager);
        var (_, body) = await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/service-accounts", token, """{"service_account":{"name":"robot","roles":["project_reader"]}}""");
        var account = body.GetProperty("service_account").GetProperty("id").GetString();

        Assert.Equal(403, await StatusAsync(token, OfKey(member, Create)));
        var ofAccount = await Explained.AskAsync(fixture, token, $$$"""{"subject":{"service_account_id":"{{{account}}}"},"operation":"{{{Create}}}"}""");
        Assert.Equal("permission_not_held", ofAccount.Codes[0]);
        var ofUsers = await Explained.AskAsync(fixture, token, $$$"""{"subject":{"service_account_id":"{{{account}}}"},"operation":"iam.CreateUser"}""");
        Assert.Contains("delegated_token", ofUsers.Codes);
    }

    [Fact]
    public async Task A_delegated_token_asks_about_its_own_key_alone()
    {
        var persona = await CreateAsync("project_reader");

        Assert.False((await Explained.AskAsync(fixture, persona.Token, OfKey(persona, Create))).Allowed);
        Assert.Equal(403, await StatusAsync(persona.Token, Of(persona, Create)));
    }

    [Fact]
    public async Task A_policy_is_told_in_words_and_where_it_depends_on_the_target_the_decision_is_open()
    {
        var persona = await CreateAsync("project_reader");

        var own = await AskAsync(Of(persona, "iam.GetUser"));
        var never = await AskAsync(Of(persona, "iam.CreateDomain"));
        var always = await AskAsync(Of(persona, "iam.ListRegions"));
        var open = await AskAsync(Of(persona, "iam.IssueToken"));
        var wrongScope = await AskAsync($$$"""{"subject":{"user_id":"{{{fixture.Bootstrap.UserId}}}"},"operation":"{{{Create}}}","system":true}""");

        Assert.Null(own.Allowed);
        Assert.Equal("depends_on_target", own.Codes[0]);
        Assert.Contains("its own user", own.Body.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.Equal((false, "policy_does_not_admit"), (never.Allowed, never.Codes[0]));
        Assert.Equal(["admin"], Words(never, "roles_that_would_allow"));
        Assert.Equal((true, "policy_admits"), (always.Allowed, always.Codes[0]));
        Assert.Equal((true, "no_token_needed"), (open.Allowed, open.Codes[0]));
        Assert.Equal((false, "project_needed"), (wrongScope.Allowed, wrongScope.Codes[0]));
    }

    [Theory]
    [InlineData("""{"operation":"iam.GetUser"}""", "subject")]
    [InlineData("""{"subject":{},"operation":"iam.GetUser","system":true}""", "subject")]
    [InlineData("""{"subject":{"user_id":"a","access_key_id":"b"},"operation":"iam.GetUser","system":true}""", "subject")]
    [InlineData("""{"subject":{"user_id":"a"},"operation":"iam.GetUser"}""", "project_id")]
    [InlineData("""{"subject":{"user_id":"a"},"operation":"iam.GetUser","project_id":"b","system":true}""", "project_id")]
    [InlineData("""{"subject":{"access_key_id":"a"},"operation":"iam.GetUser","organisation_id":"b"}""", "project_id")]
    [InlineData("""{"subject":{"user_id":"a"},"project_id":"b"}""", "operation")]
    [InlineData("""{"subject":{"user_id":"a"},"operation":"iam.Nothing","project_id":"b"}""", "operation")]
    [InlineData("""{"subject":{"user_id":"a"},"operation":"iam.GetUser","project_id":"b","colour":1}""", "colour")]
    public async Task A_wrong_question_is_told_what_is_wrong(string question, string field)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, "/haneul/v1/access-decisions", await fixture.AdminTokenAsync(), question);

        Assert.Contains($"{field}: ", await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sees_all_is_told_what_is_not_there()
    {
        var admin = await fixture.AdminTokenAsync();
        Assert.Equal(404, await StatusAsync(admin, $$$"""{"subject":{"user_id":"{{{IamRequests.NoId}}}"},"operation":"{{{Create}}}","project_id":"{{{fixture.Bootstrap.ProjectId}}}"}"""));
        Assert.Equal(404, await StatusAsync(admin, $$$"""{"subject":{"access_key_id":"{{{IamRequests.NoId}}}"},"operation":"{{{Create}}}"}"""));
        Assert.Equal(404, await StatusAsync(admin, $$$"""{"subject":{"service_account_id":"{{{fixture.Bootstrap.UserId}}}"},"operation":"{{{Create}}}"}"""));
        Assert.Equal(404, await StatusAsync(admin, $$$"""{"subject":{"user_id":"{{{fixture.Bootstrap.UserId}}}"},"operation":"{{{Create}}}","project_id":"{{{IamRequests.NoId}}}"}"""));
        Assert.Equal(404, await StatusAsync(admin, $$$"""{"subject":{"user_id":"{{{fixture.Bootstrap.UserId}}}"},"operation":"{{{Create}}}","organisation_id":"{{{IamRequests.NoId}}}"}"""));
    }

    private static string Of(Persona persona, string operation, string more = "") =>
        $$$"""{"subject":{"user_id":"{{{persona.UserId}}}"},"operation":"{{{operation}}}","project_id":"{{{persona.ProjectId}}}"{{{more}}}}""";

    private static string OfKey(Persona persona, string operation) => $$$"""{"subject":{"access_key_id":"{{{persona.AccessKeyId}}}"},"operation":"{{{operation}}}"}""";

    private static IEnumerable<string> Words(Explained explained, string name) => explained.Body.GetProperty(name).EnumerateArray().Select(static each => each.GetString()!);

    private static IEnumerable<string> RolesOf(Explained explained) => explained.Body.GetProperty("roles").EnumerateArray().Select(static role =>
        $"{role.GetProperty("name").GetString()} {role.GetProperty("through").GetString()}"
        + (role.GetProperty("source") is { ValueKind: JsonValueKind.Object } source ? $" {source.GetProperty("type").GetString()} {source.GetProperty("name").GetString()}" : "")
        + (role.GetProperty("in_force").GetBoolean() ? "" : ", not in force"));

    private async Task<Explained> AskAsync(string question) => await Explained.AskAsync(fixture, await fixture.AdminTokenAsync(), question);

    private async Task<Persona> CreateAsync(params string[] roles) => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), roles);

    private Task<string> PasswordAsync(Persona persona) => fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);

    private async Task<int> StatusAsync(string token, string question) => (await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/access-decisions", token, question)).Status;
}
