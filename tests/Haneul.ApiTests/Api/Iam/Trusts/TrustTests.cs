using System.Text.Json;
using Haneul.ApiTests.Access.Delegation;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Trusts;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Access.Delegation.DelegationRequests;

namespace Haneul.ApiTests.Api.Iam.Trusts;

/// <summary>Trusts as Keystone's clients use them, each answer judged by the contract.</summary>
public sealed class TrustTests(IamTrailTests.TrailFixture fixture) : IClassFixture<IamTrailTests.TrailFixture>
{
    [Fact]
    public async Task A_trust_is_made_shown_listed_and_deleted()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var token = await fixture.OwnTokenAsync(trustor);
        using var made = await fixture.SendAsync(HttpMethod.Post, DelegationRequests.Trusts, token, TrustJson(
            trustor.UserId, trustee.UserId, trustor.ProjectId, ["project_member"], ",\"expires_at\":\"2099-01-01T00:00:00.000000Z\",\"purpose\":\"backup\""));
        Assert.Equal(201, (int)made.StatusCode);
        var trust = (await ContractCheck.VerifyAsync("CreateTrust", made)).GetProperty("trust");
        var id = trust.GetProperty("id").GetString()!;
        var role = await fixture.RoleIdAsync("project_member");
        Assert.Equal("2099-01-01T00:00:00.000000Z", trust.GetProperty("expires_at").GetString());
        Assert.Equal("backup", trust.GetProperty("purpose").GetString());
        Assert.Equal(role, Assert.Single(trust.GetProperty("roles").EnumerateArray()).GetProperty("id").GetString());

        var shown = await VerifyAsync("GetTrust", 200, HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}", token);
        Assert.Equal(trust.GetRawText(), shown.GetProperty("trust").GetRawText());
        var listed = await VerifyAsync("ListTrusts", 200, HttpMethod.Get, $"{DelegationRequests.Trusts}?trustor_user_id={trustor.UserId}", token);
        Assert.Equal(id, Assert.Single(listed.GetProperty("trusts").EnumerateArray()).GetProperty("id").GetString());
        var roles = await VerifyAsync("ListTrustRoles", 200, HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}/roles", token);
        Assert.Equal(role, Assert.Single(roles.GetProperty("roles").EnumerateArray()).GetProperty("id").GetString());
        await VerifyAsync("GetTrustRole", 200, HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}/roles/{role}", token);
        await VerifyAsync("GetTrustRole", 404, HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}/roles/{await fixture.RoleIdAsync("project_admin")}", token);
        using var head = await fixture.SendAsync(HttpMethod.Head, $"{DelegationRequests.Trusts}/{id}/roles/{role}", token);
        Assert.Equal(200, (int)head.StatusCode);

        await VerifyAsync("DeleteTrust", 204, HttpMethod.Delete, $"{DelegationRequests.Trusts}/{id}", token);
        await VerifyAsync("DeleteTrust", 404, HttpMethod.Delete, $"{DelegationRequests.Trusts}/{id}", token);
        await VerifyAsync("GetTrust", 404, HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}", token);
        await VerifyAsync("ListTrustRoles", 404, HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}/roles", token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_trustee_signs_in_for_the_trust_as_whom_it_says(bool impersonation)
    {
        var (trustor, trustee) = await PairAsync("project_admin");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"], impersonation: impersonation);

        var (status, token, body) = await fixture.UseTrustAsync(trustee, id);

        Assert.Equal(201, status);
        var shown = body.GetProperty("token");
        Assert.Equal(impersonation ? trustor.UserId : trustee.UserId, shown.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(trustor.ProjectId, shown.GetProperty("project").GetProperty("id").GetString());
        Assert.Equal(["project_member", "project_reader"], shown.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!).Order());
        Assert.Equal(
            $$$$$"""{"id":"{{{{{id}}}}}","trustor_user":{"id":"{{{{{trustor.UserId}}}}}"},"trustee_user":{"id":"{{{{{trustee.UserId}}}}}"},"impersonation":{{{{{(impersonation ? "true" : "false")}}}}}}""",
            shown.GetProperty("OS-TRUST:trust").GetRawText());
        using var validated = await fixture.OnTokenAsync(HttpMethod.Get, token, token);
        Assert.Equal(body.GetRawText(), await validated.Content.ReadAsStringAsync());
        Assert.Equal(200, await fixture.StatusAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", token!));
    }

    [Fact]
    public async Task A_trust_without_a_project_gives_a_token_without_a_scope()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, DelegationRequests.Trusts, await fixture.OwnTokenAsync(trustor), TrustJson(trustor.UserId, trustee.UserId, null, []));
        Assert.Equal(201, status);

        var (used, _, token) = await fixture.UseTrustAsync(trustee, body.GetProperty("trust").GetProperty("id").GetString()!);

        Assert.Equal(201, used);
        Assert.False(token.GetProperty("token").TryGetProperty("roles", out _));
        Assert.Equal(trustor.UserId, token.GetProperty("token").GetProperty("user").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(""","remaining_uses":0""", "remaining_uses")]
    [InlineData(""","remaining_uses":"two""", "remaining_uses", "\"")]
    [InlineData(""","remaining_uses":2,"allow_redelegation":true""", "remaining_uses")]
    [InlineData(""","redelegation_count":-1""", "redelegation_count")]
    [InlineData(""","expires_at":"2001-01-01T00:00:00Z""", "expires_at", "\"")]
    [InlineData(""","expires_at":"soon""", "expires_at", "\"")]
    [InlineData(""","allow_redelegation":"perhaps""", "allow_redelegation", "\"")]
    public async Task A_wrong_field_is_named(string more, string field, string end = "")
    {
        var (trustor, trustee) = await PairAsync("project_member");
        using var response = await fixture.SendAsync(HttpMethod.Post, DelegationRequests.Trusts, await fixture.OwnTokenAsync(trustor), TrustJson(
            trustor.UserId, trustee.UserId, trustor.ProjectId, ["project_member"], more + end));

        Assert.Contains(field, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "trust")]
    [InlineData("""{"trust":{"trustor_user_id":"a","trustee_user_id":"b"}}""", "impersonation")]
    [InlineData("""{"trust":{"trustor_user_id":"a","trustee_user_id":"b","impersonation":null}}""", "impersonation")]
    [InlineData("""{"trust":{"trustee_user_id":"b","impersonation":true}}""", "trustor_user_id")]
    [InlineData("""{"trust":{"trustor_user_id":"a","trustee_user_id":7,"impersonation":true}}""", "trustee_user_id")]
    [InlineData("""{"trust":{"trustor_user_id":"a","trustee_user_id":"b","impersonation":true,"roles":[{"id":"x"}]}}""", "roles")]
    [InlineData("""{"trust":{"trustor_user_id":"a","trustee_user_id":"b","impersonation":true,"project_id":"p","roles":[{}]}}""", "roles")]
    public async Task What_is_missing_is_named(string json, string field)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, DelegationRequests.Trusts, await fixture.AdminTokenAsync(), json);

        Assert.Contains(field, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trust_is_made_by_its_trustor_with_roles_in_the_project_of_the_token_for_a_user_there_is()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var token = await fixture.OwnTokenAsync(trustor);
        var other = await fixture.CreateProjectAsync();

        Assert.Equal(403, (await fixture.TrustAsync(await fixture.OwnTokenAsync(trustee), trustor, trustee.UserId, ["project_member"])).Status);
        Assert.Equal(403, (await fixture.TrustAsync(await fixture.AdminTokenAsync(), trustor, trustee.UserId, ["project_member"])).Status);
        Assert.Equal(403, (await fixture.TrustAsync(token, trustor, trustee.UserId, [])).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, DelegationRequests.Trusts, token, TrustJson(trustor.UserId, trustee.UserId, other, ["project_member"]))).Status);
        Assert.Equal(404, (await fixture.TrustAsync(token, trustor, IamRequests.NoId, ["project_member"])).Status);
        Assert.Equal(404, (await fixture.TrustAsync(token, trustor, trustee.UserId, ["no_such_role"])).Status);
    }

    [Fact]
    public async Task Trustor_and_trustee_see_their_trusts_and_administrators_all()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var asTrustee = await fixture.OwnTokenAsync(trustee);
        var asStranger = await fixture.OwnTokenAsync(await fixture.CreatePersonaAsync(trustor.ProjectId, "project_admin"));

        Assert.Equal(200, await fixture.StatusAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}?trustee_user_id={trustee.UserId}", asTrustee));
        Assert.Equal(200, await fixture.StatusAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}", asTrustee));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}?trustor_user_id={trustor.UserId}", asTrustee));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, DelegationRequests.Trusts, asTrustee));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{DelegationRequests.Trusts}/{id}", asTrustee));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}", asStranger));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}/roles", asStranger));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{DelegationRequests.Trusts}/{id}", asStranger));
        var page = await VerifyAsync("ListTrusts", 200, HttpMethod.Get, $"{DelegationRequests.Trusts}?limit=1", await fixture.AdminTokenAsync());
        Assert.Single(page.GetProperty("trusts").EnumerateArray());
        Assert.Equal(204, await fixture.AsAdminAsync(HttpMethod.Delete, $"{DelegationRequests.Trusts}/{id}"));
    }

    [Fact]
    public async Task A_trust_ends_with_its_time_and_so_do_its_tokens_and_its_row()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        var expiry = fixture.Time.GetUtcNow().AddMinutes(2).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", null);
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"], $",\"expires_at\":\"{expiry}\"");
        var (_, token, body) = await fixture.UseTrustAsync(trustee, id);
        Assert.Equal(expiry, body.GetProperty("token").GetProperty("expires_at").GetString());

        fixture.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(401, await fixture.AliveAsync(token!));
        Assert.Equal(403, (await fixture.UseTrustAsync(trustee, id)).Status);
        Assert.Equal(404, await fixture.AsAdminAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}/{id}"));
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await ExpiredDelegations.SweepAsync(database, fixture.Time.GetUtcNow());
        Assert.Equal(0, await database.ReadAsync(session => session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_trusts WHERE id = {id}", static row => row.GetInt64(0))));
    }

    [Fact]
    public async Task A_trust_leaves_events_and_an_impersonated_call_tells_whose_hand_it_was()
    {
        var (trustor, trustee) = await PairAsync("project_member");
        fixture.Events.Clear();
        var id = await fixture.TrustedAsync(trustor, trustee, ["project_member"]);
        var token = await fixture.TrustTokenAsync(trustee, id);
        Assert.Equal(200, await fixture.StatusAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", token));
        Assert.Equal(204, await fixture.StatusAsync(HttpMethod.Delete, $"{DelegationRequests.Trusts}/{id}", await fixture.OwnTokenAsync(trustor)));

        var made = Assert.Single(fixture.Events, each => each.Name == "Create Trust");
        Assert.Equal((trustor.UserId, id, "Trust", TrailResult.Success), (made.UserId, made.ResourceId, made.ResourceType, made.Result));
        Assert.Contains(trustee.UserId, made.AdditionalInfo, StringComparison.Ordinal);
        var issued = Assert.Single(fixture.Events, each => each.Name == "Issue Token" && each.UserId == trustee.UserId);
        Assert.Contains($"\"trust_id\":\"{id}\"", issued.AdditionalInfo, StringComparison.Ordinal);
        var listed = Assert.Single(fixture.Events, each => each.Name == "List Secrets");
        Assert.Equal(trustor.UserId, listed.UserId);
        Assert.Contains($"\"impersonated_by\":\"{trustee.UserId}\"", listed.AdditionalInfo, StringComparison.Ordinal);
        Assert.Contains($"\"delegation_id\":\"{id}\"", listed.AdditionalInfo, StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single(fixture.Events, each => each.Name == "Delete Trust").ResourceId);
    }

    private async Task<(Persona Trustor, Persona Trustee)> PairAsync(params string[] trustorRoles)
    {
        var project = await fixture.CreateProjectAsync();
        return (await fixture.CreatePersonaAsync(project, trustorRoles), await fixture.CreatePersonaAsync(project, "project_reader"));
    }

    private async Task<JsonElement> VerifyAsync(string operationId, int status, HttpMethod method, string path, string token)
    {
        using var response = await fixture.SendAsync(method, path, token);
        Assert.True((int)response.StatusCode == status, $"{operationId}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await ContractCheck.VerifyAsync(operationId, response);
    }
}
