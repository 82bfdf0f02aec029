using System.Text.Json;
using Haneul.ApiTests.Access.Delegation;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Credentials;

public sealed class CredentialTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string All = "/identity/v3/credentials";

    [Fact]
    public async Task A_credential_is_kept_shown_changed_listed_and_deleted()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        using var created = await fixture.SendAsync(HttpMethod.Post, All, user.Password, """{"credential":{"type":"totp","blob":"ABCDEFGH"}}""");
        var credential = (await ContractCheck.VerifyAsync("CreateCredential", created)).GetProperty("credential");
        var path = $"{All}/{credential.GetProperty("id").GetString()}";
        Assert.Equal((201, user.Persona.UserId, JsonValueKind.Null), ((int)created.StatusCode, credential.GetProperty("user_id").GetString(), credential.GetProperty("project_id").ValueKind));

        using var changed = await fixture.SendAsync(HttpMethod.Patch, path, user.Password, $$$"""
            {"credential":{"blob":"HGFEDCBA","type":"totp","user_id":"{{{user.Persona.UserId}}}","project_id":null}}
            """);
        await ContractCheck.VerifyAsync("UpdateCredential", changed);
        Assert.Equal(200, (int)changed.StatusCode);
        using var shown = await fixture.SendAsync(HttpMethod.Get, path, user.Password);
        Assert.Equal("HGFEDCBA", (await ContractCheck.VerifyAsync("GetCredential", shown)).GetProperty("credential").GetProperty("blob").GetString());
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"{All}?type=totp&user_id={user.Persona.UserId}", user.Password);
        Assert.Equal("HGFEDCBA", Assert.Single((await ContractCheck.VerifyAsync("ListCredentials", listed)).GetProperty("credentials").EnumerateArray()).GetProperty("blob").GetString());
        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, $"{All}?type=cert", user.Password)).Body.GetProperty("credentials").EnumerateArray());
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, path, user.Password);
        await ContractCheck.VerifyAsync("DeleteCredential", deleted);
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, path, await fixture.AdminTokenAsync())).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, path, user.Password)).Status);
    }

    [Fact]
    public async Task Each_sees_their_own_and_an_administrator_sees_all()
    {
        var one = await KeyedUser.CreateAsync(fixture, "project_admin");
        var other = await KeyedUser.CreateAsync(fixture, "project_admin");
        var (_, made) = await fixture.CallAsync(HttpMethod.Post, All, one.Password, """{"credential":{"type":"cert","blob":"secret of one"}}""");
        var path = $"{All}/{made.GetProperty("credential").GetProperty("id").GetString()}";
        var admin = await fixture.AdminTokenAsync();

        Assert.Equal((200, 403, 200), ((await fixture.CallAsync(HttpMethod.Get, path, one.Password)).Status, (await fixture.CallAsync(HttpMethod.Get, path, other.Password)).Status, (await fixture.CallAsync(HttpMethod.Get, path, admin)).Status));
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, path, other.Password)).Status);
        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, All, other.Password)).Body.GetProperty("credentials").EnumerateArray());
        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, $"{All}?user_id={one.Persona.UserId}", other.Password)).Body.GetProperty("credentials").EnumerateArray());
        Assert.Single((await fixture.CallAsync(HttpMethod.Get, $"{All}?user_id={one.Persona.UserId}", admin)).Body.GetProperty("credentials").EnumerateArray());
    }

    [Fact]
    public async Task An_EC2_key_of_ones_own_gets_the_hash_of_its_access_id_and_keeps_it()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var access = $"access-of-{user.Persona.UserId}";
        var (status, body) = await CreateEc2Async(user, access, "s1");
        Assert.Equal(201, status);
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(access)));
        Assert.Equal(id, body.GetProperty("credential").GetProperty("id").GetString());
        Assert.Equal("s1", (await fixture.CallAsync(HttpMethod.Get, $"{user.Ec2}/{access}", user.Password)).Body.GetProperty("credential").GetProperty("secret").GetString());

        Assert.Equal(409, (await CreateEc2Async(user, access, "s2")).Status);
        Assert.Equal(400, (await PatchBlobAsync(user, id, $$"""{"access":"another","secret":"s3"}""")).Status);
        Assert.Equal(400, (await PatchBlobAsync(user, id, "no json")).Status);
        Assert.Equal(200, (await PatchBlobAsync(user, id, $$"""{"access":"{{access}}","secret":"s3"}""")).Status);
        Assert.Equal("s3", (await fixture.CallAsync(HttpMethod.Get, $"{user.Ec2}/{access}", user.Password)).Body.GetProperty("credential").GetProperty("secret").GetString());
    }

    [Fact]
    public async Task The_third_EC2_key_of_a_user_in_a_project_is_403_however_it_is_made()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var body = $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""";
        using var first = await fixture.SendAsync(HttpMethod.Post, user.Ec2, user.Password, body);
        var access = (await ContractCheck.VerifyAsync("CreateEc2Credential", first)).GetProperty("credential").GetProperty("access").GetString();
        Assert.Equal(201, (await CreateEc2Async(user, $"second-{user.Persona.UserId}", "s")).Status);

        using var third = await fixture.SendAsync(HttpMethod.Post, user.Ec2, user.Password, body);
        Assert.Contains("at most 2", await third.RefusedAsync(403), StringComparison.Ordinal);
        Assert.Equal(403, (await CreateEc2Async(user, $"third-{user.Persona.UserId}", "s")).Status);
        Assert.Equal(403, (await CreateEc2Async(user, $"third-{user.Persona.UserId}", "s", type: "EC2")).Status);
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{user.Ec2}/{access}", user.Password);
        await ContractCheck.VerifyAsync("DeleteEc2Credential", deleted);
        using var again = await fixture.SendAsync(HttpMethod.Post, user.Ec2, user.Password, body);
        Assert.Equal((204, 201), ((int)deleted.StatusCode, (int)again.StatusCode));
    }

    [Fact]
    public async Task EC2_keys_are_listed_and_shown_with_their_secret_to_their_user_and_administrators_alone()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_reader");
        var other = await KeyedUser.CreateAsync(fixture, "project_admin");
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, user.Ec2, await fixture.AdminTokenAsync(), $$"""{"tenant_id":"{{user.Persona.ProjectId}}"}""");
        Assert.Equal(201, status);
        var key = body.GetProperty("credential");
        var path = $"{user.Ec2}/{key.GetProperty("access").GetString()}";
        using var shown = await fixture.SendAsync(HttpMethod.Get, path, user.Password);
        using var listed = await fixture.SendAsync(HttpMethod.Get, user.Ec2, user.Password);

        Assert.Equal(key.GetProperty("secret").GetString(), (await ContractCheck.VerifyAsync("GetEc2Credential", shown)).GetProperty("credential").GetProperty("secret").GetString());
        Assert.Single((await ContractCheck.VerifyAsync("ListEc2Credentials", listed)).GetProperty("credentials").EnumerateArray());
        Assert.Equal("no-store", shown.Headers.CacheControl?.ToString());
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, path, other.Password)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, user.Ec2, other.Password)).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, $"{other.Ec2}/{key.GetProperty("access").GetString()}", other.Password)).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Delete, $"{other.Ec2}/{key.GetProperty("access").GetString()}", other.Password)).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/users/{IamRequests.NoId}/credentials/OS-EC2", await fixture.AdminTokenAsync())).Status);
    }

    [Theory]
    [InlineData("""{}""", 400, "credential: is required")]
    [InlineData("""{"credential":{}}""", 400, "credential.blob: is required; credential.type: is required")]
    [InlineData("""{"credential":{"type":5,"blob":{}}}""", 400, "credential.blob: must be a string; credential.type: must be a string")]
    [InlineData("""{"credential":{"type":"ec2","blob":"{}"}}""", 400, "credential.project_id: is required for a credential of type ec2; credential.blob: must have access and secret")]
    [InlineData("""{"credential":{"type":"ec2","blob":"x","project_id":null}}""", 400, "credential.project_id: must name a project in a credential of type ec2; credential.blob: must be the text of a JSON object")]
    [InlineData("""{"credential":{"type":"ec2","blob":"{\"access\":\"a\",\"access\":\"b\",\"secret\":\"c\"}","project_id":"p"}}""", 400, "credential.blob: must be the text of a JSON object")]
    [InlineData("""{"credential":{"type":"ec2","blob":"{\"access\":\"\\ud800\",\"secret\":\"c\"}","project_id":"p"}}""", 400, "credential.blob: must be the text of a JSON object")]
    [InlineData("""{"credential":{"type":"totp","blob":"x","project_id":"00000000000000000000000000000000"}}""", 404, "Could not find project")]
    public async Task A_wrong_request_is_refused_and_names_what_is_wrong(string body, int status, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, All, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_or_project_is_404_and_a_blob_that_is_too_long_400()
    {
        var admin = await fixture.AdminTokenAsync();
        var blob = new string('x', 32 * 1024 + 1);

        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Post, All, admin, $$$$"""{"credential":{"type":"totp","blob":"x","user_id":"{{{{IamRequests.NoId}}}}"}}""")).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Post, $"/identity/v3/users/{fixture.Bootstrap.UserId}/credentials/OS-EC2", admin, $$"""{"tenant_id":"{{IamRequests.NoId}}"}""")).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Post, $"/identity/v3/users/{fixture.Bootstrap.UserId}/credentials/OS-EC2", admin, "{}")).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Post, All, admin, $$$$"""{"credential":{"type":"totp","blob":"{{{{blob}}}}"}}""")).Status);
        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, All, admin, $$$$"""{"credential":{"type":"totp","blob":"{{{{blob[1..]}}}}"}}""")).Status);
    }

    [Fact]
    public async Task A_list_has_pages()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, All, user.Password, $$$$"""{"credential":{"type":"totp","blob":"{{{{number}}}}"}}""")).Status);
        }

        var (_, first) = await fixture.CallAsync(HttpMethod.Get, $"{All}?limit=2", user.Password);
        var next = new Uri(first.GetProperty("links").GetProperty("next").GetString()!).PathAndQuery;
        var (_, second) = await fixture.CallAsync(HttpMethod.Get, next, user.Password);

        Assert.Equal((2, 1), (first.GetProperty("credentials").GetArrayLength(), second.GetProperty("credentials").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("links").GetProperty("next").ValueKind);
    }

    private Task<(int Status, JsonElement Body)> CreateEc2Async(KeyedUser user, string access, string secret, string type = "ec2")
    {
        var blob = JsonSerializer.Serialize($$"""{"access":"{{access}}","secret":"{{secret}}"}""");
        return fixture.CallAsync(HttpMethod.Post, All, user.Password, $$$"""{"credential":{"type":"{{{type}}}","blob":{{{blob}}},"project_id":"{{{user.Persona.ProjectId}}}"}}""");
    }

    private Task<(int Status, JsonElement Body)> PatchBlobAsync(KeyedUser user, string id, string blob) =>
        fixture.CallAsync(HttpMethod.Patch, $"{All}/{id}", user.Password, $$$$"""{"credential":{"blob":{{{{JsonSerializer.Serialize(blob)}}}}}}""");
}
