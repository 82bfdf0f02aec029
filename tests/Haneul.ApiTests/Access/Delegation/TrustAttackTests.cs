using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Access.Delegation.DelegationRequests;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>What a trust must not lead to, however it is chained, raced or regained; with Keystone's advisories of this area as cases.</summary>
public sealed class TrustAttackTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_trust_cannot_carry_a_role_that_the_trustor_does_not_hold()
    {
        var (trustor, trustee) = await PairAsync("project_member");

        Assert.Equal(404, (await fixture.TrustAsync(await fixture.OwnTokenAsync(trustor), trustor, trustee.UserId, ["project_admin"])).Status);
        Assert.Equal(404, (await fixture.TrustAsync(await fixture.OwnTokenAsync(trustor), trustor, trustee.UserId, ["admin"])).Status);
    }

    // CVE-2026-43000, CVE-2026-80182: a key of one role must not make a trust of all roles of its user, were it unrestricted.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_of_an_access_key_neither_makes_nor_sees_nor_deletes_trusts(bool isUnrestricted)
    {
        var (trustor, trustee) = await PairAsync("project_admin");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_reader"]);
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, $"/identity/v3/users/{trustor.UserId}/application_credentials", await fixture.OwnTokenAsync(trustor), $$$$$"""
            {"application_credential":{"name":"other","unrestricted":{{{{{(isUnrestricted ? "true" : "false")}}}}},"roles":[{"name":"project_reader"}]}}
            """);
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        var token = await fixture.SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);

        Assert.Equal(403, (await fixture.TrustAsync(token, trustor, trustee.UserId, ["project_admin"])).Status);
        Assert.Equal(403, (await fixture.TrustAsync(token, trustor, trustee.UserId, ["project_reader"])).Status);
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}?trustor_user_id={trustor.UserId}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}/{id}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}/{id}/roles", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}/{id}/roles/{await fixture.RoleIdAsync("project_reader")}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{Trusts}/{id}", token));
    }

    [Fact]
    public async Task A_trust_that_may_not_be_passed_on_is_not_passed_on()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var token = await fixture.TrustTokenAsync(trustee, await fixture.TrustedAsync(trustor, trustee, ["project_member"]));

        Assert.Equal(403, (await fixture.TrustAsync(token, trustor, fixture.Bootstrap.UserId, ["project_reader"])).Status);
    }

    [Fact]
    public async Task A_trust_passed_on_widens_nothing()
    {
        var (trustor, trustee) = await PairAsync("project_admin");
        var soon = ",\"expires_at\":\"" + fixture.Time.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null) + "\"";
        var later = ",\"expires_at\":\"" + fixture.Time.GetUtcNow().AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null) + "\"";
        var impersonating = await fixture.TrustTokenAsync(trustee, await fixture.TrustedAsync(trustor, trustee, ["project_member"], soon + ",\"allow_redelegation\":true"));
        var plain = await fixture.TrustTokenAsync(trustee, await fixture.TrustedAsync(trustor, trustee, ["project_member"], ",\"allow_redelegation\":true", impersonation: false));
        var third = fixture.Bootstrap.UserId;

        Assert.Equal(404, (await fixture.TrustAsync(impersonating, trustor, third, ["project_admin"])).Status);
        Assert.Equal(403, (await fixture.TrustAsync(impersonating, trustor, third, ["project_member"], later)).Status);
        Assert.Equal(403, (await fixture.TrustAsync(impersonating, trustor, third, ["project_member"], ",\"remaining_uses\":5")).Status);
        Assert.Equal(403, (await fixture.TrustAsync(impersonating, trustor, third, ["project_member"], ",\"allow_redelegation\":true,\"redelegation_count\":3")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, Trusts, impersonating, TrustJson(trustor.UserId, third, null, []))).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, Trusts, plain, TrustJson(trustee.UserId, third, trustor.ProjectId, ["project_member"]))).Status);
        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, Trusts, plain, TrustJson(trustee.UserId, third, trustor.ProjectId, ["project_member"], impersonation: false))).Status);
        var (status, body) = await fixture.TrustAsync(impersonating, trustor, third, ["project_reader"]);
        Assert.Equal(201, status);
        Assert.StartsWith(fixture.Time.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss", null), body.GetProperty("trust").GetProperty("expires_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trust_is_passed_on_three_times_and_no_more()
    {
        var project = await fixture.CreateProjectAsync();
        var people = new List<Persona>();
        for (var index = 0; index < 5; index++)
        {
            people.Add(await fixture.CreatePersonaAsync(project, "project_member"));
        }

        var id = await fixture.TrustedAsync(people[0], people[1], ["project_member"], ",\"allow_redelegation\":true");
        for (var step = 1; step <= 3; step++)
        {
            var (status, body) = await fixture.TrustAsync(
                await fixture.TrustTokenAsync(people[step], id), people[0], people[step + 1].UserId, ["project_member"], ",\"allow_redelegation\":true");
            Assert.True(status == 201, $"step {step}: {status} {body}");
            Assert.Equal(3 - step, body.GetProperty("trust").GetProperty("redelegation_count").GetInt32());
            id = body.GetProperty("trust").GetProperty("id").GetString()!;
        }

        var last = await fixture.TrustTokenAsync(people[4], id);
        Assert.Equal(403, (await fixture.TrustAsync(last, people[0], people[1].UserId, ["project_member"])).Status);
        Assert.Equal(403, (await fixture.TrustAsync(await fixture.OwnTokenAsync(people[0]), people[0], people[1].UserId, ["project_member"], ",\"allow_redelegation\":true,\"redelegation_count\":4")).Status);
    }

    [Fact]
    public async Task When_a_trust_goes_everything_made_of_it_goes()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var third = await fixture.CreatePersonaAsync(trustor.ProjectId, "project_reader");
        var first = await fixture.TrustedAsync(trustor, trustee, ["project_member"], ",\"allow_redelegation\":true");
        var (status, body) = await fixture.TrustAsync(await fixture.TrustTokenAsync(trustee, first), trustor, third.UserId, ["project_member"]);
        Assert.Equal(201, status);
        var second = body.GetProperty("trust").GetProperty("id").GetString()!;
        var token = await fixture.TrustTokenAsync(third, second);
        Assert.Equal(200, await fixture.AliveAsync(token));

        Assert.Equal(204, await fixture.StatusAsync(HttpMethod.Delete, $"{Trusts}/{first}", await fixture.OwnTokenAsync(trustor)));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(403, (await fixture.UseTrustAsync(third, second)).Status);
        Assert.Equal(404, await fixture.AsAdminAsync(HttpMethod.Get, $"{Trusts}/{second}"));
    }

    [Fact]
    public async Task When_a_link_of_a_chain_is_disabled_the_rest_of_it_is_dead()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var third = await fixture.CreatePersonaAsync(trustor.ProjectId, "project_reader");
        var first = await fixture.TrustedAsync(trustor, trustee, ["project_member"], ",\"allow_redelegation\":true");
        var (_, body) = await fixture.TrustAsync(await fixture.TrustTokenAsync(trustee, first), trustor, third.UserId, ["project_member"]);
        var second = body.GetProperty("trust").GetProperty("id").GetString()!;
        var token = await fixture.TrustTokenAsync(third, second);

        Assert.Equal(200, await fixture.AsAdminAsync(HttpMethod.Patch, $"/identity/v3/users/{trustee.UserId}", """{"user":{"enabled":false}}"""));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(403, (await fixture.UseTrustAsync(third, second)).Status);
    }

    [Fact]
    public async Task A_role_that_the_trustor_loses_is_gone_at_once_and_one_regained_is_not_in_tokens_made_in_between()
    {
        var (trustor, trustee) = await PairAsync("project_admin", "project_reader");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_admin"]);
        var before = await fixture.TrustTokenAsync(trustee, id);
        await fixture.UnassignRoleAsync(trustor.ProjectId, trustor.UserId, "project_admin");
        var between = await fixture.TrustTokenAsync(trustee, id);

        Assert.DoesNotContain("project_admin", await RolesAsync(before));
        Assert.Contains("project_reader", await RolesAsync(before));
        await fixture.AssignRoleAsync(trustor.ProjectId, trustor.UserId, "project_admin");
        Assert.DoesNotContain("project_admin", await RolesAsync(between));
    }

    [Fact]
    public async Task A_trust_of_a_trustor_without_roles_is_dead()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var token = await fixture.TrustTokenAsync(trustee, id);

        await fixture.UnassignRoleAsync(trustor.ProjectId, trustor.UserId, "project_member");

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(403, (await fixture.UseTrustAsync(trustee, id)).Status);
    }

    [Fact]
    public async Task A_promotion_of_the_trustor_does_not_widen_a_trust()
    {
        var (trustor, trustee) = await PairAsync("project_reader");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_reader"]);
        await fixture.AssignRoleAsync(trustor.ProjectId, trustor.UserId, "project_admin");

        Assert.Equal(["project_reader"], await RolesAsync(await fixture.TrustTokenAsync(trustee, id)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_trust_is_dead_while_its_trustor_is_disabled_whoever_its_tokens_belong_to(bool impersonation)
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"], impersonation: impersonation);
        var token = await fixture.TrustTokenAsync(trustee, id);

        Assert.Equal(200, await fixture.AsAdminAsync(HttpMethod.Patch, $"/identity/v3/users/{trustor.UserId}", """{"user":{"enabled":false}}"""));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(403, (await fixture.UseTrustAsync(trustee, id)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_trust_ends_with_either_of_its_users(bool isTrustor)
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var token = await fixture.TrustTokenAsync(trustee, id);

        Assert.Equal(204, await fixture.AsAdminAsync(HttpMethod.Delete, $"/identity/v3/users/{(isTrustor ? trustor : trustee).UserId}"));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(404, await fixture.AsAdminAsync(HttpMethod.Get, $"{Trusts}/{id}"));
    }

    [Fact]
    public async Task A_new_password_of_the_trustee_ends_the_tokens_that_they_made_as_the_trustor()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var token = await fixture.TrustTokenAsync(trustee, await fixture.TrustedAsync(trustor, trustee, ["project_member"]));

        Assert.Equal(200, await fixture.AsAdminAsync(HttpMethod.Patch, $"/identity/v3/users/{trustee.UserId}", """{"user":{"password":"An0ther-password-of-a-test"}}"""));

        Assert.Equal(401, await fixture.AliveAsync(token));
    }

    [Fact]
    public async Task As_many_tokens_as_uses_come_of_a_trust_however_many_ask_at_once()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"], ",\"remaining_uses\":3");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => fixture.UseTrustAsync(trustee, id)));

        Assert.Equal(3, answers.Count(answer => answer.Status == 201));
        Assert.Equal(7, answers.Count(answer => answer.Status == 403));
        Assert.All(answers.Where(answer => answer.Token is not null), answer => Assert.NotNull(answer.Token));
        Assert.Equal(200, await fixture.AliveAsync(answers.First(answer => answer.Status == 201).Token!));
        Assert.Equal(404, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}/{id}", await fixture.OwnTokenAsync(trustor)));
    }

    // LP2149789, LP2150089
    [Fact]
    public async Task Whoever_impersonates_makes_no_credentials_changes_no_user_and_leaves_the_project_by_no_way()
    {
        var (trustor, trustee) = await PairAsync("project_admin", "admin");
        var token = await fixture.TrustTokenAsync(trustee, await fixture.TrustedAsync(trustor, trustee, ["project_admin", "admin"], ",\"allow_redelegation\":true"));
        var other = await fixture.CreateProjectAsync();
        var user = $"/identity/v3/users/{trustor.UserId}";

        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, $"{user}/application_credentials", token, """{"application_credential":{"name":"stolen"}}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{user}/application_credentials/{trustor.AccessKeyId}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, $"{user}/credentials/OS-EC2", token, $$$$$"""{"tenant_id":"{{{{{trustor.ProjectId}}}}}"}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, "/identity/v3/credentials", token, $$$$$"""
            {"credential":{"type":"totp","blob":"SECRET","user_id":"{{{{{trustor.UserId}}}}}"}}
            """));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Patch, user, token, """{"user":{"password":"An0ther-password-of-a-test"}}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Put, $"/identity/v3/projects/{other}/users/{trustee.UserId}/roles/{await fixture.RoleIdAsync("project_admin")}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, "/identity/v3/OS-OAUTH1/consumers", token, """{"consumer":{}}"""));
        Assert.Equal(403, await fixture.RescopeAsync(token, $$$$$"""{"project":{"id":"{{{{{trustor.ProjectId}}}}}"}}"""));
        Assert.Equal(403, await fixture.RescopeAsync(token, """{"system":{"all":true}}"""));
        Assert.Equal(403, await fixture.RescopeAsync(token, "\"unscoped\""));
    }

    // CVE-2026-80184: without a scope in the request a delegated token must not lead to its user's default project.
    [Fact]
    public async Task A_token_of_a_trust_does_not_become_one_of_the_trustors_default_project()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var other = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(other, trustor.UserId, "project_admin");
        Assert.Equal(200, await fixture.AsAdminAsync(HttpMethod.Patch, $"/identity/v3/users/{trustor.UserId}", $$$$$"""{"user":{"default_project_id":"{{{{{other}}}}}"}}"""));
        var token = await fixture.TrustTokenAsync(trustee, await fixture.TrustedAsync(trustor, trustee, ["project_member"]));

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, Api.Iam.IamRequests.Tokens, null, $$$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{{token}}}}}"}}}}""")).Status);
    }

    [Fact]
    public async Task Only_the_trustee_uses_a_trust_and_others_do_not_learn_whether_it_exists()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var stranger = await fixture.CreatePersonaAsync(trustor.ProjectId, "project_member");

        var (known, _, knownBody) = await fixture.UseTrustAsync(stranger, id);
        var (unknown, _, unknownBody) = await fixture.UseTrustAsync(stranger, Api.Iam.IamRequests.NoId);

        Assert.Equal((403, 403), (known, unknown));
        Assert.Equal(unknownBody.GetRawText(), knownBody.GetRawText());
        Assert.Equal(403, (await fixture.UseTrustAsync(trustor, id)).Status);
    }

    [Fact]
    public async Task Whoever_impersonates_deletes_no_other_trust_of_the_trustor_and_may_give_back_their_own()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var own = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var other = await fixture.TrustedAsync(trustor, trustee, ["project_reader"]);
        var token = await fixture.TrustTokenAsync(trustee, own);

        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{Trusts}/{other}", token));
        Assert.Equal(204, await fixture.StatusAsync(HttpMethod.Delete, $"{Trusts}/{own}", token));
        Assert.Equal(401, await fixture.AliveAsync(token));
    }

    // CVE-2026-42999: what a request says of a trust's users never decides who may see or end it.
    [Fact]
    public async Task Neither_a_query_nor_a_body_makes_a_trust_ones_own()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var stranger = await fixture.CreatePersonaAsync(trustor.ProjectId, "project_member");
        var token = await fixture.OwnTokenAsync(stranger);

        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}/{id}?trustor_user_id={stranger.UserId}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{Trusts}/{id}?trustor_user_id={stranger.UserId}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Trusts}?trustor_user_id={trustor.UserId}", token));
        Assert.Equal(403, (await fixture.TrustAsync(token, trustor, stranger.UserId, ["project_member"])).Status);
    }

    // CVE-2026-44394, for trusts: a token made of a token ends with it.
    [Fact]
    public async Task A_trust_entered_with_a_token_ends_when_that_token_would()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var first = await fixture.OwnTokenAsync(trustee);
        using var seen = await Api.Iam.IamRequests.OnTokenAsync(fixture, HttpMethod.Get, first, first);
        var ends = System.Text.Json.JsonElement.Parse(await seen.Content.ReadAsStringAsync()).GetProperty("token").GetProperty("expires_at").GetString();
        fixture.Time.Advance(TimeSpan.FromMinutes(3));

        var (status, body) = await fixture.CallAsync(HttpMethod.Post, Api.Iam.IamRequests.Tokens, null, $$$$$"""
            {"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{{first}}}}}"}},"scope":{"OS-TRUST:trust":{"id":"{{{{{id}}}}}"}}}}
            """);

        Assert.Equal(201, status);
        Assert.Equal(ends, body.GetProperty("token").GetProperty("expires_at").GetString());
    }

    private async Task<(Persona Trustor, Persona Trustee)> PairAsync(params string[] trustorRoles)
    {
        var project = await fixture.CreateProjectAsync();
        return (await fixture.CreatePersonaAsync(project, trustorRoles), await fixture.CreatePersonaAsync(project, "project_reader"));
    }

    private async Task<IReadOnlyList<string>> RolesAsync(string token) => (await Api.Iam.IamRequests.RolesOfAsync(fixture, token))!;
}
