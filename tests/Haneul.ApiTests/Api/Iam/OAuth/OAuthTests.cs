using System.Text.Json;
using Haneul.ApiTests.Access.Delegation;
using Haneul.ApiTests.Conformance;
using Haneul.Kernel.Audit;

namespace Haneul.ApiTests.Api.Iam.OAuth;

/// <summary>OAuth1 as Keystone's clients use it, each answer judged by the contract.</summary>
public sealed class OAuthTests(IamTrailTests.TrailFixture fixture) : IClassFixture<IamTrailTests.TrailFixture>
{
    private const string Consumers = "/identity/v3/OS-OAUTH1/consumers";

    [Fact]
    public async Task A_consumer_is_made_shown_changed_and_deleted_and_shows_its_secret_once()
    {
        var admin = await fixture.AdminTokenAsync();
        var made = (await VerifyAsync("CreateConsumer", 201, HttpMethod.Post, Consumers, admin, """{"consumer":{"description":"first","team":"blue"}}""")).GetProperty("consumer");
        var one = $"{Consumers}/{made.GetProperty("id").GetString()}";
        Assert.True(made.GetProperty("secret").GetString()!.Length >= 32);
        Assert.Equal("blue", made.GetProperty("team").GetString());

        Assert.False((await VerifyAsync("GetConsumer", 200, HttpMethod.Get, one, admin)).GetProperty("consumer").TryGetProperty("secret", out _));
        var changed = (await VerifyAsync("UpdateConsumer", 200, HttpMethod.Patch, one, admin, """{"consumer":{"description":null,"team":"red"}}""")).GetProperty("consumer");
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("description").ValueKind);
        Assert.Equal("red", changed.GetProperty("team").GetString());
        await VerifyAsync("UpdateConsumer", 400, HttpMethod.Patch, one, admin, """{"consumer":{"secret":"mine"}}""");
        await VerifyAsync("CreateConsumer", 400, HttpMethod.Post, Consumers, admin, """{"consumer":{"secret":"mine"}}""");
        await VerifyAsync("CreateConsumer", 400, HttpMethod.Post, Consumers, admin, """{"consumer":{"description":7}}""");
        var listed = await VerifyAsync("ListConsumers", 200, HttpMethod.Get, Consumers, admin);
        Assert.Contains(listed.GetProperty("consumers").EnumerateArray(), consumer => one.EndsWith(consumer.GetProperty("id").GetString()!, StringComparison.Ordinal));
        await VerifyAsync("DeleteConsumer", 204, HttpMethod.Delete, one, admin);
        await VerifyAsync("DeleteConsumer", 404, HttpMethod.Delete, one, admin);
        await VerifyAsync("GetConsumer", 404, HttpMethod.Get, one, admin);
        await VerifyAsync("UpdateConsumer", 404, HttpMethod.Patch, one, admin, """{"consumer":{}}""");
    }

    [Theory]
    [InlineData("HMAC-SHA1")]
    [InlineData("HMAC-SHA256")]
    public async Task A_consumer_acts_for_a_user_who_lets_it(string method)
    {
        var user = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "admin", "project_admin");
        var own = await fixture.OwnTokenAsync(user);
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        var signing = new Signing { Method = method };
        using var asked = await consumer.PostAsync(OAuthConsumer.RequestToken, consumer.Sign(OAuthConsumer.RequestToken, options: signing), user.ProjectId);
        await ContractCheck.VerifyAsync("CreateRequestToken", asked);
        var request = await TokenPair.ReadAsync(asked);
        var authorised = await VerifyAsync("AuthorizeRequestToken", 200, HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{request.Id}", own, OAuthConsumer.RolesJson("project_member"));
        var verifier = authorised.GetProperty("token").GetProperty("oauth_verifier").GetString();
        using var exchanged = await consumer.PostAsync(OAuthConsumer.AccessToken, consumer.Sign(OAuthConsumer.AccessToken, request, signing with { Verifier = verifier }));
        await ContractCheck.VerifyAsync("CreateAccessToken", exchanged);
        var access = await TokenPair.ReadAsync(exchanged);

        var (status, token, body) = await consumer.SignInAsync(access, signing);

        Assert.Equal(201, status);
        var shown = body.GetProperty("token");
        Assert.Equal(["oauth1"], shown.GetProperty("methods").EnumerateArray().Select(each => each.GetString()!));
        Assert.Equal(user.UserId, shown.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(user.ProjectId, shown.GetProperty("project").GetProperty("id").GetString());
        Assert.Equal(["project_member", "project_reader"], shown.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!).Order());
        Assert.Equal($$$$$"""{"access_token_id":"{{{{{access.Id}}}}}","consumer_id":"{{{{{consumer.Id}}}}}"}""", shown.GetProperty("OS-OAUTH1").GetRawText());
        Assert.Equal(200, await fixture.StatusAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", token!));
    }

    [Fact]
    public async Task An_access_token_is_shown_listed_with_its_roles_and_deleted()
    {
        var user = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "admin", "project_member");
        var own = await fixture.OwnTokenAsync(user);
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        var access = await consumer.ObtainAsync(own, user.ProjectId, "project_member");
        var all = $"/identity/v3/users/{user.UserId}/OS-OAUTH1/access_tokens";
        var role = await fixture.RoleIdAsync("project_member");

        var listed = await VerifyAsync("ListAccessTokens", 200, HttpMethod.Get, all, own);
        Assert.Equal(access.Id, Assert.Single(listed.GetProperty("access_tokens").EnumerateArray()).GetProperty("id").GetString());
        var shown = (await VerifyAsync("GetAccessToken", 200, HttpMethod.Get, $"{all}/{access.Id}", own)).GetProperty("access_token");
        Assert.Equal((consumer.Id, user.ProjectId, user.UserId), (shown.GetProperty("consumer_id").GetString(), shown.GetProperty("project_id").GetString(), shown.GetProperty("authorizing_user_id").GetString()));
        var roles = await VerifyAsync("ListAccessTokenRoles", 200, HttpMethod.Get, $"{all}/{access.Id}/roles", own);
        Assert.Equal(role, Assert.Single(roles.GetProperty("roles").EnumerateArray()).GetProperty("id").GetString());
        await VerifyAsync("GetAccessTokenRole", 200, HttpMethod.Get, $"{all}/{access.Id}/roles/{role}", own);
        await VerifyAsync("GetAccessTokenRole", 401, HttpMethod.Get, $"{all}/{access.Id}/roles/{await fixture.RoleIdAsync("project_admin")}", own);

        var others = $"/identity/v3/users/{fixture.Bootstrap.UserId}/OS-OAUTH1/access_tokens/{access.Id}";
        await VerifyAsync("GetAccessToken", 404, HttpMethod.Get, others, own);
        await VerifyAsync("ListAccessTokenRoles", 404, HttpMethod.Get, $"{others}/roles", own);
        await VerifyAsync("DeleteAccessToken", 404, HttpMethod.Delete, others, own);
        await VerifyAsync("DeleteAccessToken", 204, HttpMethod.Delete, $"{all}/{access.Id}", own);
        await VerifyAsync("GetAccessToken", 404, HttpMethod.Get, $"{all}/{access.Id}", own);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        using var noHeader = await consumer.PostAsync(OAuthConsumer.RequestToken, "Basic eDp5", fixture.Bootstrap.ProjectId);
        using var noProject = await consumer.PostAsync(OAuthConsumer.RequestToken, consumer.Sign(OAuthConsumer.RequestToken));
        using var noToken = await consumer.PostAsync(OAuthConsumer.AccessToken, consumer.Sign(OAuthConsumer.AccessToken));
        using var noSuchProject = await consumer.PostAsync(OAuthConsumer.RequestToken, consumer.Sign(OAuthConsumer.RequestToken), IamRequests.NoId);

        Assert.Contains("Authorization", await noHeader.RefusedAsync(400), StringComparison.Ordinal);
        Assert.Contains("Requested-Project-Id", await noProject.RefusedAsync(400), StringComparison.Ordinal);
        Assert.Contains("oauth_token", await noToken.RefusedAsync(400), StringComparison.Ordinal);
        await noSuchProject.RefusedAsync(404);
        var admin = await fixture.AdminTokenAsync();
        var asked = await consumer.AskAsync(fixture.Bootstrap.ProjectId);
        await VerifyAsync("AuthorizeRequestToken", 400, HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{asked.Id}", admin, """{"roles":[]}""");
        await VerifyAsync("AuthorizeRequestToken", 400, HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{asked.Id}", admin, """{"roles":[{}]}""");
        await VerifyAsync("AuthorizeRequestToken", 404, HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{IamRequests.NoId}", admin, OAuthConsumer.RolesJson("project_member"));
    }

    [Fact]
    public async Task Consumers_and_authorisations_are_for_administrators()
    {
        var user = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var own = await fixture.OwnTokenAsync(user);
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        var asked = await consumer.AskAsync(user.ProjectId);

        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, Consumers, own));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, Consumers, own, """{"consumer":{}}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{Consumers}/{consumer.Id}", own));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Patch, $"{Consumers}/{consumer.Id}", own, """{"consumer":{}}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{Consumers}/{consumer.Id}", own));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{asked.Id}", own, OAuthConsumer.RolesJson("project_member")));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"/identity/v3/users/{user.UserId}/OS-OAUTH1/access_tokens", own));
    }

    [Fact]
    public async Task A_consumer_signs_the_address_that_it_uses_with_or_without_the_prefix_of_the_service()
    {
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        const string Prefixed = "/iam" + OAuthConsumer.RequestToken;
        using var right = await consumer.PostAsync(Prefixed, consumer.Sign(Prefixed), fixture.Bootstrap.ProjectId);
        using var wrong = await consumer.PostAsync(Prefixed, consumer.Sign(Prefixed, options: new Signing { SignedPath = OAuthConsumer.RequestToken }), fixture.Bootstrap.ProjectId);

        Assert.Equal(201, (int)right.StatusCode);
        Assert.Equal(401, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task The_way_of_a_consumer_is_on_the_trail()
    {
        var user = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "admin", "project_member");
        var own = await fixture.OwnTokenAsync(user);
        fixture.Events.Clear();
        var consumer = await OAuthConsumer.CreateAsync(fixture);
        var access = await consumer.ObtainAsync(own, user.ProjectId, "project_member");
        await consumer.TokenAsync(access);
        await consumer.SignInAsync(access with { Secret = "wrong" });

        var events = fixture.Events.ToArray();
        Assert.Equal(
            ["Create Consumer", "Create Request Token", "Authorize Request Token", "Create Access Token", "Issue Token", "Issue Token"],
            events.Select(each => each.Name));
        Assert.Equal([consumer.Id, consumer.Id], events.Where(each => each.Name is "Create Request Token" or "Create Access Token").Select(each => each.UserId));
        Assert.All(events, each => Assert.Equal("default", each.DomainId));
        Assert.Equal([TrailResult.Success, TrailResult.Refused], events[^2..].Select(each => each.Result));
        Assert.All(events[^2..], each => Assert.Equal((user.UserId, access.Id), (each.UserId, each.CredentialId)));
    }

    private async Task<JsonElement> VerifyAsync(string operationId, int status, HttpMethod method, string path, string token, string? json = null)
    {
        using var response = await fixture.SendAsync(method, path, token, json);
        Assert.True((int)response.StatusCode == status, $"{operationId}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await ContractCheck.VerifyAsync(operationId, response);
    }
}
