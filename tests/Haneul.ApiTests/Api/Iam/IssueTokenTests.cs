using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

public sealed class IssueTokenTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private BootstrapAlias Bootstrap => new(fixture);

    [Fact]
    public async Task A_key_id_and_secret_give_a_token_in_the_header()
    {
        using var response = await fixture.IssueAsync(IamRequests.ByKeyId(Bootstrap.KeyId, Bootstrap.Secret));

        await GoldenExchange.All[155].ShouldMatchAsync(response);
        var token = await ContractCheck.VerifyAsync("IssueToken", response);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(["project_admin", "project_member", "project_reader"], token.GetProperty("token").GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()));
        var issued = token.GetProperty("token").GetProperty("issued_at").GetDateTimeOffset();
        Assert.Equal(TimeSpan.FromHours(12), token.GetProperty("token").GetProperty("expires_at").GetDateTimeOffset() - issued);
    }

    [Fact]
    public async Task A_key_name_secret_and_user_id_give_a_token()
    {
        using var response = await fixture.IssueAsync($$$$$$$"""
            {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"name":"bootstrap","secret":"{{{{{{{Bootstrap.Secret}}}}}}}","user":{"id":"{{{{{{{Bootstrap.UserId}}}}}}}"}}}}}
            """);

        await GoldenExchange.All[156].ShouldMatchAsync(response);
    }

    [Theory]
    [InlineData("\"id\":\"default\"")]
    [InlineData("\"name\":\"Default\"")]
    public async Task A_key_name_secret_user_name_and_organisation_give_a_token(string domain)
    {
        using var response = await fixture.IssueAsync($$$$$$$"""
            {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"name":"bootstrap","secret":"{{{{{{{Bootstrap.Secret}}}}}}}","user":{"name":"admin","domain":{{{{{{{{domain}}}}}}}}}}}}}
            """);

        await GoldenExchange.All[157].ShouldMatchAsync(response);
    }

    [Fact]
    public async Task A_password_gives_a_token_for_a_project_by_name_or_id()
    {
        using var byName = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$$$"""{"name":"admin","domain":{"id":"default"},"password":"{{{{{{{Bootstrap.Password}}}}}}}"}""", """{"project":{"name":"default","domain":{"name":"Default"}}}"""));
        using var byId = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$$$"""{"id":"{{{{{{{Bootstrap.UserId}}}}}}}","password":"{{{{{{{Bootstrap.Password}}}}}}}"}""", $$$$$$$"""{"project":{"id":"{{{{{{{Bootstrap.ProjectId}}}}}}}"}}"""));

        await GoldenExchange.All[4].ShouldMatchAsync(byName);
        await GoldenExchange.All[4].ShouldMatchAsync(byId);
    }

    [Fact]
    public async Task An_unscoped_password_token_has_no_project_roles_or_catalog()
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword($$$$$$$"""{"id":"{{{{{{{Bootstrap.UserId}}}}}}}","password":"{{{{{{{Bootstrap.Password}}}}}}}"}""", "\"unscoped\""));

        await GoldenExchange.All[5].ShouldMatchAsync(response);
    }

    [Fact]
    public async Task Nocatalog_leaves_the_catalog_out()
    {
        using var response = await fixture.IssueAsync(
            IamRequests.ByPassword($$$$$$$"""{"id":"{{{{{{{Bootstrap.UserId}}}}}}}","password":"{{{{{{{Bootstrap.Password}}}}}}}"}""", $$$$$$$"""{"project":{"id":"{{{{{{{Bootstrap.ProjectId}}}}}}}"}}"""), "?nocatalog");

        await GoldenExchange.All[8].ShouldMatchAsync(response);
    }

    [Fact]
    public async Task The_catalog_leads_back_to_where_the_caller_came_from()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/iam" + IamRequests.Tokens)
        {
            Content = new StringContent(IamRequests.ByKeyId(Bootstrap.KeyId, Bootstrap.Secret), Encoding.UTF8, "application/json"),
        };
        using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        var identity = body.GetProperty("token").GetProperty("catalog").EnumerateArray().Single(service => service.GetProperty("type").GetString() == "identity");
        Assert.Equal(["public", "internal", "admin"], identity.GetProperty("endpoints").EnumerateArray().Select(endpoint => endpoint.GetProperty("interface").GetString()));
        Assert.All(identity.GetProperty("endpoints").EnumerateArray(), endpoint =>
        {
            Assert.Equal($"{fixture.Http.BaseAddress!.ToString().TrimEnd('/')}/iam/identity/v3", endpoint.GetProperty("url").GetString());
            Assert.Equal("kr-central-2", endpoint.GetProperty("region_id").GetString());
            Assert.Equal("kr-central-2", endpoint.GetProperty("region").GetString());
        });
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_key_look_the_same()
    {
        using var wrong = await fixture.IssueAsync(IamRequests.ByKeyId(Bootstrap.KeyId, "no"));
        using var unknown = await fixture.IssueAsync(IamRequests.ByKeyId(IamRequests.NoId, "no"));

        await GoldenExchange.All[158].ShouldMatchAsync(wrong);
        await GoldenExchange.All[159].ShouldMatchAsync(unknown);
        Assert.Equal(await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"name":"admin","domain":{"id":"default"},"password":"wrong-password"}""", """{"project":{"name":"default","domain":{"id":"default"}}}""", 9)]
    [InlineData("""{"name":"nobody","domain":{"id":"default"},"password":"x"}""", """{"project":{"name":"default","domain":{"id":"default"}}}""", 10)]
    public async Task A_wrong_password_and_an_unknown_user_look_the_same(string user, string scope, int recorded)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword(user, scope));

        await GoldenExchange.All[recorded].ShouldMatchAsync(response);
        Assert.Equal("The request you have made requires authentication.", await response.RefusedAsync(401));
    }

    [Fact]
    public async Task An_unknown_project_is_401()
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$$$"""{"id":"{{{{{{{Bootstrap.UserId}}}}}}}","password":"{{{{{{{Bootstrap.Password}}}}}}}"}""", $$$$$$$"""{"project":{"id":"{{{{{{{IamRequests.NoId}}}}}}}"}}"""));

        await GoldenExchange.All[11].ShouldMatchAsync(response);
    }

    [Fact]
    public async Task A_project_without_a_role_is_401()
    {
        var project = await fixture.CreateProjectAsync();
        var stranger = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");

        using var response = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$$$"""{"id":"{{{{{{{stranger.UserId}}}}}}}","password":"{{{{{{{stranger.Password}}}}}}}"}""", $$$$$$$"""{"project":{"id":"{{{{{{{project}}}}}}}"}}"""));

        await response.RefusedAsync(401);
    }

    [Fact]
    public async Task A_scope_beside_a_key_is_401_and_says_why()
    {
        using var response = await fixture.IssueAsync($$$$$$$"""
            {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{{{Bootstrap.KeyId}}}}}}}","secret":"{{{{{{{Bootstrap.Secret}}}}}}}"}},"scope":{"project":{"id":"{{{{{{{Bootstrap.ProjectId}}}}}}}"}}}}
            """);

        Assert.Contains("cannot request a scope", await response.RefusedAsync(401), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("magic")]
    public async Task An_unknown_method_is_401(string method)
    {
        using var response = await fixture.IssueAsync($$$$$$$"""{"auth":{"identity":{"methods":["{{{{{{{method}}}}}}}"],"{{{{{{{method}}}}}}}":{}}}}""");

        var message = await response.RefusedAsync(401);
        Assert.Contains($"'{method}'", message, StringComparison.Ordinal);
        Assert.Contains("application_credential, password, token", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "auth: is required")]
    [InlineData("""{"auth":null}""", "auth: must not be null")]
    [InlineData("""{"auth":{"identity":{}}}""", "auth.identity.methods: is required")]
    [InlineData("""{"auth":{"identity":{"methods":[]}}}""", "auth.identity.methods: must name a method")]
    [InlineData("""{"auth":{"identity":{"methods":null}}}""", "auth.identity.methods: must not be null")]
    [InlineData("""{"auth":{"identity":{"methods":"password"}}}""", "auth.identity.methods: must be a list")]
    [InlineData("""{"auth":{"identity":{"methods":[7]}}}""", "auth.identity.methods[0]: must be a string")]
    [InlineData("""{"auth":{"identity":{"methods":["password"]}}}""", "auth.identity.password: is required")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"a","password":5}}}}}""", "auth.identity.password.user.domain: is required; auth.identity.password.user.password: must be a string")]
    [InlineData("""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{}}}}""", "auth.identity.application_credential.secret: is required; auth.identity.application_credential.id: is required, or name and user")]
    [InlineData("""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"name":"a","secret":"b"}}}}""", "auth.identity.application_credential.user: is required")]
    [InlineData("""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"a","secret":"b","secret":"c"}}}}""", "secret: must not be repeated")]
    [InlineData("""{"auth":{"scope":7,"identity":{"methods":["application_credential"],"application_credential":{"id":"a","secret":"b"}}}}""", "auth.scope: must be an object")]
    [InlineData("""{"auth":{"scope":{},"identity":{"methods":["application_credential"],"application_credential":{"id":"a","secret":"b"}}}}""", "auth.scope: must name one of project, domain, system, OS-TRUST:trust, unscoped")]
    public async Task A_wrong_body_is_400_and_names_every_wrong_field(string body, string expected)
    {
        using var response = await fixture.IssueAsync(body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "without a Content-Type")]
    [InlineData("text/plain", "as another type")]
    [InlineData("application/x-www-form-urlencoded", "as another type")]
    public async Task A_content_type_other_than_JSON_is_400_and_says_why(string? contentType, string why)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(IamRequests.ByKeyId(Bootstrap.KeyId, Bootstrap.Secret)));
        content.Headers.ContentType = contentType is null ? null : new(contentType);
        using var response = await fixture.Http.PostAsync(IamRequests.Tokens, content, TestContext.Current.CancellationToken);

        var message = await response.RefusedAsync(400);
        Assert.Contains("Content-Type: application/json", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
    }

    /// <summary>Short names for what the first start made.</summary>
    private readonly struct BootstrapAlias(ApiFixture fixture)
    {
        public string KeyId => fixture.Bootstrap.AccessKeyId;

        public string Secret => fixture.Bootstrap.AccessKeySecret;

        public string UserId => fixture.Bootstrap.UserId;

        public string Password => fixture.Bootstrap.Password;

        public string ProjectId => fixture.Bootstrap.ProjectId;
    }
}
