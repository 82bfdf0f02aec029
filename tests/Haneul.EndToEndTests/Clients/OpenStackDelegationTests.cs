using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock client's commands for tokens and for whatever acts in the place of a user.</summary>
[Collection(ClientsFixture.Collection)]
public sealed class OpenStackDelegationTests(ClientsFixture fixture)
{
    private OpenStackPersona Admin => fixture.Admin;

    [Fact]
    public async Task Tokens_by_password_for_each_scope()
    {
        var bootstrap = fixture.Bootstrap;
        (string, string)[] byPassword = [("auth-type", "v3password"), ("username", bootstrap.UserName), ("user-domain-name", bootstrap.DomainName), ("password", bootstrap.Password)];

        await Admin.With([.. byPassword, ("project-name", bootstrap.ProjectName), ("project-domain-name", bootstrap.DomainName)])
            .ShowsAsync("token issue", $$$"""{"id":"*","expires":"*","user_id":"{{{bootstrap.UserId}}}","project_id":"{{{bootstrap.ProjectId}}}"}""");
        await Admin.With([.. byPassword, ("system-scope", "all")]).ShowsAsync("token issue", $$$"""{"id":"*","system":"all","user_id":"{{{bootstrap.UserId}}}"}""");
        await Admin.With([.. byPassword, ("system-scope", "all")]).ShowsAsync("domain list", """[{"ID":"default"}]""");
        await Admin.With(byPassword).ShowsAsync("token issue", $$$"""{"id":"*","user_id":"{{{bootstrap.UserId}}}"}""");

        await Admin.ShowsAsync("role create rol-of-domain");
        await Admin.DoesAsync($"role add --user {bootstrap.UserId} --domain default rol-of-domain");
        await Admin.With([.. byPassword, ("domain-id", "default")]).ShowsAsync("token issue", """{"id":"*","domain_id":"default"}""");
        await Admin.DoesAsync($"role remove --user {bootstrap.UserId} --domain default rol-of-domain");
        await Admin.With([.. byPassword, ("domain-id", "default")]).FailsAsync("token issue", "401");
        await Admin.With(("auth-type", "v3password"), ("user-id", bootstrap.UserId), ("password", "wrong"), ("project-id", bootstrap.ProjectId)).FailsAsync("token issue", "401");
    }

    [Fact]
    public async Task Tokens_by_token_until_it_is_revoked()
    {
        var user = await fixture.CreateUserAsync("usr-token");
        var token = (await user.Shell.ShowsAsync("token issue")).GetProperty("id").GetString()!;
        var byToken = user.Shell.With(("auth-type", "v3token"), ("token", token), ("project-id", user.ProjectId));

        await byToken.ShowsAsync("token issue", $$$"""{"user_id":"{{{user.Id}}}","project_id":"{{{user.ProjectId}}}"}""");
        await byToken.ShowsAsync($"user show {user.Id}", """{"name":"usr-token"}""");
        await user.Shell.DoesAsync($"token revoke {token}");
        await byToken.FailsAsync("token issue", "HTTP 40");
        await user.Shell.ShowsAsync("token issue");
    }

    [Fact]
    public async Task Application_credentials_and_access_rules()
    {
        var user = await fixture.CreateUserAsync("usr-key");
        var first = await user.Shell.ShowsAsync("application credential create --description d --role usr-key-role --expiration 2036-01-01T00:00:00 key-a", """
            {"id":"*","name":"key-a","description":"d","secret":"*","expires_at":"2036-01-01T00:00:00.000000","unrestricted":false}
            """);
        await user.Shell.FailsAsync("application credential create key-a", "409");
        var second = await user.Shell.ShowsAsync("application credential create --unrestricted --secret a-secret-of-my-own --access-rules [{\"service\":\"identity\",\"method\":\"GET\",\"path\":\"/v3/users/*\"}] key-b", """
            {"name":"key-b","secret":"a-secret-of-my-own","unrestricted":true}
            """);
        await user.Shell.ListsAsync("application credential list", $$$"""
            [{"ID":"{{{Id(first)}}}","Name":"key-a","Project ID":"{{{user.ProjectId}}}","Description":"d"},{"ID":"{{{Id(second)}}}","Name":"key-b"}]
            """);
        Assert.False((await user.Shell.ShowsAsync("application credential show key-a", """{"name":"key-a","description":"d"}""")).TryGetProperty("secret", out _));

        await user.Shell.With(("auth-type", "v3applicationcredential"), ("application-credential-id", Id(first)), ("application-credential-secret", first.GetProperty("secret").GetString()!))
            .ShowsAsync("token issue", $$$"""{"user_id":"{{{user.Id}}}","project_id":"{{{user.ProjectId}}}"}""");
        await user.Shell.With(("auth-type", "v3applicationcredential"), ("application-credential-name", "key-b"), ("user-id", user.Id), ("application-credential-secret", "a-secret-of-my-own"))
            .ShowsAsync("token issue", $$$"""{"user_id":"{{{user.Id}}}"}""");

        var rules = await user.Shell.ListsAsync("access rule list", """[{"ID":"*","Service":"identity","Method":"GET","Path":"/v3/users/*"}]""");
        var rule = rules[0].GetProperty("ID").GetString();
        await user.Shell.ShowsAsync($"access rule show {rule}", $$$"""{"id":"{{{rule}}}","service":"identity","method":"GET","path":"/v3/users/*"}""");
        await user.Shell.FailsAsync($"access rule delete {rule}", "403");
        await user.Shell.DoesAsync("application credential delete key-a key-b");
        await user.Shell.DoesAsync($"access rule delete {rule}");
        await user.Shell.ListsAsync("access rule list", "[]");
        await user.Shell.ListsAsync("application credential list", "[]");
        await user.Shell.With(("auth-type", "v3applicationcredential"), ("application-credential-id", Id(first)), ("application-credential-secret", first.GetProperty("secret").GetString()!))
            .FailsAsync("token issue", "401");
    }

    [Fact]
    public async Task EC2_credentials()
    {
        var user = await fixture.CreateUserAsync("usr-ec2");
        var made = await user.Shell.ShowsAsync("ec2 credentials create", $$$"""{"access":"*","secret":"*","user_id":"{{{user.Id}}}","project_id":"{{{user.ProjectId}}}","trust_id":null}""");
        var access = made.GetProperty("access").GetString();
        var secret = made.GetProperty("secret").GetString();
        await user.Shell.ListsAsync("ec2 credentials list", $$$"""[{"Access":"{{{access}}}","Secret":"{{{secret}}}","Project ID":"{{{user.ProjectId}}}","User ID":"{{{user.Id}}}"}]""");
        await user.Shell.ShowsAsync($"ec2 credentials show {access}", $$$"""{"access":"{{{access}}}","secret":"{{{secret}}}"}""");
        await user.Shell.DoesAsync($"ec2 credentials delete {access}");
        await user.Shell.ListsAsync("ec2 credentials list", "[]");
        await user.Shell.FailsAsync($"ec2 credentials show {access}", "404");
    }

    [Fact]
    public async Task Stored_credentials()
    {
        var user = await fixture.CreateUserAsync("usr-stored");
        var made = Id(await Admin.ShowsAsync("credential create --type totp usr-stored ABCDEFGH", $$$"""{"id":"*","type":"totp","blob":"ABCDEFGH","user_id":"{{{user.Id}}}","project_id":null}"""));
        await Admin.ListsAsync("credential list --user usr-stored", $$$"""[{"ID":"{{{made}}}","Type":"totp","User ID":"{{{user.Id}}}","Data":"ABCDEFGH","Project ID":null}]""");
        await Admin.ShowsAsync($"credential show {made}", """{"blob":"ABCDEFGH"}""");
        // The client sends user and type along: they must be what they are.
        await Admin.FailsAsync($"credential set --user usr-stored --type cert --data XXXXXXXX {made}", "400");
        await Admin.FailsAsync($"credential set --user admin --type totp --data XXXXXXXX {made}", "400");
        await Admin.DoesAsync($"credential set --user usr-stored --type totp --data HGFEDCBA {made}");
        await Admin.ShowsAsync($"credential show {made}", """{"type":"totp","blob":"HGFEDCBA"}""");
        await Admin.DoesAsync($"credential delete {made}");
        await Admin.ListsAsync("credential list --user usr-stored", "[]");
    }

    [Fact]
    public async Task Trusts()
    {
        var trustor = await fixture.CreateUserAsync("usr-trustor");
        var trustee = await fixture.CreateUserAsync("usr-trustee");
        var trust = Id(await trustor.Shell.ShowsAsync(
            $"trust create --project {trustor.ProjectId} --role {trustor.RoleId} --expiration 2036-01-01T00:00:00 --impersonate {trustor.Id} {trustee.Id}", $$$"""
            {"id":"*","trustor_user_id":"{{{trustor.Id}}}","trustee_user_id":"{{{trustee.Id}}}","project_id":"{{{trustor.ProjectId}}}","impersonation":true,
             "roles":"usr-trustor-role","expires_at":"2036-01-01T00:00:00.000000Z","remaining_uses":null,"deleted_at":null}
            """));
        await Admin.ShowsAsync("trust list", $$$"""[{"ID":"{{{trust}}}","Impersonation":true,"Project ID":"{{{trustor.ProjectId}}}","Trustee User ID":"{{{trustee.Id}}}","Trustor User ID":"{{{trustor.Id}}}"}]""");
        await trustee.Shell.ShowsAsync($"trust show {trust}", $$$"""{"id":"{{{trust}}}"}""");

        var acting = trustee.Shell.With(("auth-type", "v3password"), ("user-id", trustee.Id), ("password", trustee.Password), ("trust-id", trust));
        await acting.ShowsAsync("token issue", $$$"""{"user_id":"{{{trustor.Id}}}","project_id":"{{{trustor.ProjectId}}}"}""");
        await trustor.Shell.DoesAsync($"trust delete {trust}");
        await acting.FailsAsync("token issue", "40");
        Assert.DoesNotContain(trust, await Admin.ColumnAsync("trust list", "ID"));
    }

    [Fact]
    public async Task Consumers_and_their_tokens()
    {
        var consumer = await Admin.ShowsAsync("consumer create --description d", """{"id":"*","secret":"*","description":"d"}""");
        await Admin.ShowsAsync("consumer list", $$$"""[{"ID":"{{{Id(consumer)}}}","Description":"d"}]""");
        await Admin.DoesAsync($"consumer set --description e {Id(consumer)}");
        Assert.False((await Admin.ShowsAsync($"consumer show {Id(consumer)}", """{"description":"e"}""")).TryGetProperty("secret", out _));

        var key = $"--consumer-key {Id(consumer)} --consumer-secret {consumer.GetProperty("secret").GetString()}";
        var request = await Admin.ShowsAsync($"request token create {key} --project {fixture.Bootstrap.ProjectId}", """{"id":"*","key":"*","secret":"*","expires":"*"}""");
        var verifier = await Admin.ShowsAsync($"request token authorize --request-key {Id(request)} --role reader", """{"oauth_verifier":"*"}""");
        await Admin.ShowsAsync(
            $"access token create {key} --request-key {Id(request)} --request-secret {request.GetProperty("secret").GetString()} --verifier {verifier.GetProperty("oauth_verifier").GetString()}",
            """{"id":"*","key":"*","secret":"*"}""");

        await Admin.DoesAsync($"consumer delete {Id(consumer)}");
        await Admin.FailsAsync($"consumer show {Id(consumer)}", "No consumer with a name or ID");
    }

    private static string Id(JsonElement shown) => shown.GetProperty("id").GetString()!;
}
