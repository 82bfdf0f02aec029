using Haneul.ApiTests.Api.Iam;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>What OAuth1 must not lead to; with Keystone's advisories of this area as cases.</summary>
public sealed class OAuthAttackTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    // CVE-2020-12690
    [Fact]
    public async Task A_token_carries_the_roles_that_were_authorised_and_not_all_that_the_user_has()
    {
        var (user, consumer) = await CreateAsync("admin", "project_admin");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_reader");

        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(await consumer.TokenAsync(access)));
    }

    [Fact]
    public async Task A_user_authorises_no_role_that_their_token_does_not_hold_on_the_project()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var other = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(other, user.UserId, "project_admin");
        var own = await fixture.OwnTokenAsync(user);
        var here = await consumer.AskAsync(user.ProjectId);
        var there = await consumer.AskAsync(other);

        Assert.Equal(401, await AuthorizeAsync(here.Id, own, "project_admin"));
        Assert.Equal(401, await AuthorizeAsync(there.Id, own, "project_admin"));
        Assert.Equal(401, await AuthorizeAsync(there.Id, own, "project_member"));
        Assert.Equal(401, await AuthorizeAsync(here.Id, own, "no_such_role"));
    }

    [Fact]
    public async Task An_id_longer_than_any_names_no_request_token()
    {
        var (user, _) = await CreateAsync("admin", "project_member");

        Assert.Equal(404, await AuthorizeAsync(new string('x', 3000), await fixture.OwnTokenAsync(user), "project_member"));
    }

    // CVE-2026-80182
    [Fact]
    public async Task A_delegated_token_authorises_nothing()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var asked = await consumer.AskAsync(user.ProjectId);
        var byTrust = await fixture.TrustTokenAsync(user, await fixture.TrustedAsync(user, user, ["admin", "project_member"]));
        var byOAuth = await consumer.TokenAsync(await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "admin", "project_member"));

        Assert.All([await AuthorizeAsync(asked.Id, user.Token, "project_member"), await AuthorizeAsync(asked.Id, byTrust, "project_member"), await AuthorizeAsync(asked.Id, byOAuth, "project_member")],
            status => Assert.Equal(403, status));
    }

    [Fact]
    public async Task A_token_of_a_consumer_makes_no_credentials_and_leaves_the_project_by_no_way()
    {
        var (user, consumer) = await CreateAsync("admin", "project_admin");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "admin", "project_admin");
        var token = await consumer.TokenAsync(access);
        var own = $"/identity/v3/users/{user.UserId}";

        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, $"{own}/application_credentials", token, """{"application_credential":{"name":"stolen"}}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, $"{own}/credentials/OS-EC2", token, $$$$$"""{"tenant_id":"{{{{{user.ProjectId}}}}}"}"""));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Patch, own, token, """{"user":{"password":"An0ther-password-of-a-test"}}"""));
        Assert.Equal(403, (await fixture.TrustAsync(token, user, fixture.Bootstrap.UserId, ["project_admin"])).Status);
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{DelegationRequests.Trusts}?trustor_user_id={user.UserId}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Get, $"{own}/OS-OAUTH1/access_tokens", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Delete, $"{own}/OS-OAUTH1/access_tokens/{access.Id}", token));
        Assert.Equal(403, await fixture.StatusAsync(HttpMethod.Post, "/identity/v3/OS-OAUTH1/consumers", token, """{"consumer":{}}"""));
        Assert.Equal(403, await fixture.RescopeAsync(token, $$$$$"""{"project":{"id":"{{{{{user.ProjectId}}}}}"}}"""));
        Assert.Equal(403, await fixture.RescopeAsync(token, """{"system":{"all":true}}"""));
        Assert.Equal(403, await fixture.RescopeAsync(token, "\"unscoped\""));
    }

    [Fact]
    public async Task A_consumer_asks_for_no_other_scope_than_the_authorised_one()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var other = await fixture.CreateProjectAsync();
        await fixture.AssignRoleAsync(other, user.UserId, "project_member");

        Assert.Equal(401, (await consumer.SignInAsync(access, scopeJson: $$$$$""","scope":{"project":{"id":"{{{{{other}}}}}"}}""")).Status);
        Assert.Equal(401, (await consumer.SignInAsync(access, scopeJson: ""","scope":{"system":{"all":true}}""")).Status);
        Assert.Equal(401, (await consumer.SignInAsync(access, scopeJson: ""","scope":"unscoped" """)).Status);
        Assert.Equal(201, (await consumer.SignInAsync(access, scopeJson: $$$$$""","scope":{"project":{"id":"{{{{{user.ProjectId}}}}}"}}""")).Status);
    }

    [Fact]
    public async Task A_signed_request_is_let_in_once()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var header = consumer.Sign(OAuthConsumer.RequestToken);
        using (var first = await consumer.PostAsync(OAuthConsumer.RequestToken, header, user.ProjectId))
        {
            Assert.Equal(201, (int)first.StatusCode);
        }

        using (var replayed = await consumer.PostAsync(OAuthConsumer.RequestToken, header, user.ProjectId))
        {
            Assert.Equal(401, (int)replayed.StatusCode);
        }

        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        Assert.Equal(201, (await consumer.SignInAsync(access, new Signing { Nonce = "once" })).Status);
        Assert.Equal(401, (await consumer.SignInAsync(access, new Signing { Nonce = "once" })).Status);
        var at_once = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => consumer.SignInAsync(access, new Signing { Nonce = "race" })));
        Assert.Single(at_once, answer => answer.Status == 201);
    }

    [Fact]
    public async Task A_request_whose_time_is_off_is_refused()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        foreach (var off in new[] { -3600L, -301, 301, 3600 })
        {
            using var response = await consumer.PostAsync(OAuthConsumer.RequestToken, consumer.Sign(OAuthConsumer.RequestToken, options: new Signing { ClockOff = off }), user.ProjectId);
            Assert.Equal(401, (int)response.StatusCode);
        }

        using var near = await consumer.PostAsync(OAuthConsumer.RequestToken, consumer.Sign(OAuthConsumer.RequestToken, options: new Signing { ClockOff = -240 }), user.ProjectId);
        Assert.Equal(201, (int)near.StatusCode);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_signed_request_is_told_to_nobody()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var other = await OAuthConsumer.CreateAsync(fixture);
        string[] headers =
        [
            consumer.With(otherSecret: "wrong").Sign(OAuthConsumer.RequestToken),
            consumer.With(otherId: IamRequests.NoId).Sign(OAuthConsumer.RequestToken),
            consumer.Sign(OAuthConsumer.RequestToken, options: new Signing { Method = "PLAINTEXT" }),
            consumer.Sign(OAuthConsumer.RequestToken, options: new Signing { Method = "HMAC-MD5" }),
            consumer.Sign(OAuthConsumer.RequestToken, options: new Signing { Method = "PLAINTEXT" }).Replace("oauth_signature=", "oauth_unsigned=", StringComparison.Ordinal),
            consumer.With(otherSecret: "").Sign(OAuthConsumer.RequestToken, options: new Signing { Method = "PLAINTEXT" }),
            consumer.Sign(OAuthConsumer.RequestToken, options: new Signing { SignedPath = OAuthConsumer.AccessToken }),
            consumer.Sign(OAuthConsumer.RequestToken).Replace("oauth_version=\"1.0\"", "oauth_version=\"1.0\", oauth_more=\"1\"", StringComparison.Ordinal),
            consumer.Sign(OAuthConsumer.RequestToken).Replace("oauth_signature=", "oauth_signatur=", StringComparison.Ordinal),
        ];
        var texts = new HashSet<string>();
        foreach (var header in headers)
        {
            using var response = await consumer.PostAsync(OAuthConsumer.RequestToken, header, user.ProjectId);
            texts.Add(await response.RefusedAsync(401));
        }

        foreach (var (who, token) in new[] { (consumer, access with { Secret = "wrong" }), (other, access), (consumer, access with { Id = IamRequests.NoId }), (consumer.With(otherSecret: "wrong"), access) })
        {
            var (status, _, body) = await who.SignInAsync(token);
            Assert.Equal(401, status);
            texts.Add(body.GetProperty("error").GetProperty("message").GetString()!);
        }

        Assert.Single(texts);
    }

    [Fact]
    public async Task A_request_token_is_worth_nothing_without_its_own_verifier_and_nothing_the_second_time()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var own = await fixture.OwnTokenAsync(user);
        var asked = await consumer.AskAsync(user.ProjectId);
        var another = await consumer.AskAsync(user.ProjectId);
        Assert.Equal(401, await ExchangeAsync(consumer, asked, "guess"));
        var verifier = await consumer.AuthorizeAsync(asked, own, "project_member");
        var anothers = await consumer.AuthorizeAsync(another, own, "project_member");

        Assert.Equal(401, await ExchangeAsync(consumer, asked, anothers));
        Assert.Equal(401, await ExchangeAsync(await OAuthConsumer.CreateAsync(fixture), asked, verifier));
        Assert.Equal(201, await ExchangeAsync(consumer, asked, verifier));
        Assert.Equal(401, await ExchangeAsync(consumer, asked, verifier));
        var raced = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ExchangeAsync(consumer, another, anothers)));
        Assert.Single(raced, status => status == 201);
    }

    [Fact]
    public async Task A_request_token_that_has_expired_is_neither_authorised_nor_exchanged()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var asked = await consumer.AskAsync(user.ProjectId);
        var authorised = await consumer.AskAsync(user.ProjectId);
        var verifier = await consumer.AuthorizeAsync(authorised, await fixture.OwnTokenAsync(user), "project_member");

        fixture.Time.Advance(TimeSpan.FromHours(8));

        // The sweep of the server may have taken it out by now.
        Assert.Contains(await AuthorizeAsync(asked.Id, await fixture.OwnTokenAsync(user), "project_member"), new[] { 401, 404 });
        Assert.Equal(401, await ExchangeAsync(consumer, authorised, verifier));
    }

    [Fact]
    public async Task When_a_consumer_is_deleted_its_tokens_are_dead()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var token = await consumer.TokenAsync(access);
        Assert.Equal(200, await fixture.AliveAsync(token));

        Assert.Equal(204, await fixture.AsAdminAsync(HttpMethod.Delete, $"/identity/v3/OS-OAUTH1/consumers/{consumer.Id}"));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(401, (await consumer.SignInAsync(access)).Status);
    }

    [Fact]
    public async Task When_an_access_token_is_deleted_the_tokens_made_with_it_are_dead()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var token = await consumer.TokenAsync(access);

        Assert.Equal(204, await fixture.StatusAsync(HttpMethod.Delete, $"/identity/v3/users/{user.UserId}/OS-OAUTH1/access_tokens/{access.Id}", await fixture.OwnTokenAsync(user)));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(401, (await consumer.SignInAsync(access)).Status);
    }

    [Fact]
    public async Task What_the_user_loses_the_consumer_loses_and_a_promotion_gives_it_nothing()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var token = await consumer.TokenAsync(access);
        await fixture.AssignRoleAsync(user.ProjectId, user.UserId, "project_admin");
        Assert.DoesNotContain("project_admin", (await fixture.RolesOfAsync(await consumer.TokenAsync(access)))!);

        await fixture.UnassignRoleAsync(user.ProjectId, user.UserId, "project_admin");
        await fixture.UnassignRoleAsync(user.ProjectId, user.UserId, "project_member");

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(401, (await consumer.SignInAsync(access)).Status);
    }

    [Fact]
    public async Task When_the_user_is_disabled_the_consumer_is_out()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var token = await consumer.TokenAsync(access);

        Assert.Equal(200, await fixture.AsAdminAsync(HttpMethod.Patch, $"/identity/v3/users/{user.UserId}", """{"user":{"enabled":false}}"""));

        Assert.Equal(401, await fixture.AliveAsync(token));
        Assert.Equal(401, (await consumer.SignInAsync(access)).Status);
    }

    [Fact]
    public async Task No_secret_stands_in_the_database_in_clear()
    {
        var (user, consumer) = await CreateAsync("admin", "project_member");
        var asked = await consumer.AskAsync(user.ProjectId);
        var access = await consumer.ObtainAsync(await fixture.OwnTokenAsync(user), user.ProjectId, "project_member");
        var stored = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryAsync($"""
            SELECT secret FROM iam_oauth_consumers UNION ALL SELECT secret FROM iam_oauth_request_tokens UNION ALL SELECT secret FROM iam_oauth_access_tokens
            """, static row => System.Text.Encoding.Latin1.GetString(row.GetFieldValue<byte[]>(0))));

        Assert.True(stored.Count >= 3);
        Assert.All(stored, text => Assert.All([consumer.Secret, asked.Secret, access.Secret], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    private async Task<(Persona User, OAuthConsumer Consumer)> CreateAsync(params string[] roles) =>
        (await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), roles), await OAuthConsumer.CreateAsync(fixture));

    private Task<int> AuthorizeAsync(string requestTokenId, string token, params string[] roles) =>
        fixture.StatusAsync(HttpMethod.Put, $"/identity/v3/OS-OAUTH1/authorize/{requestTokenId}", token, OAuthConsumer.RolesJson(roles));

    private static async Task<int> ExchangeAsync(OAuthConsumer consumer, TokenPair requestToken, string verifier)
    {
        using var response = await consumer.PostAsync(OAuthConsumer.AccessToken, consumer.Sign(OAuthConsumer.AccessToken, requestToken, new Signing { Verifier = verifier }));
        return (int)response.StatusCode;
    }
}
