using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceAccounts;

/// <summary>Keys of service accounts (spec/roles.md section 9).</summary>
public sealed class ServiceAccountKeyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_access_key_shows_its_secret_once_and_holds_the_roles_of_its_account()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_member", "kms_user");
        using var response = await fixture.SendAsync(
            HttpMethod.Post, scene.AccessKeys, scene.Manager, """{"access_key":{"name":"ci","description":"rolls out","expires_at":"2099-01-01T00:00:00Z"}}""");
        var made = (await Conformance.ContractCheck.VerifyAsync("CreateServiceAccountAccessKey", response)).GetProperty("access_key");
        var listed = Assert.Single((await scene.VerifyAsync("ListServiceAccountAccessKeys", 200, HttpMethod.Get, scene.AccessKeys)).GetProperty("access_keys").EnumerateArray());

        Assert.Equal(201, (int)response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.True(made.GetProperty("secret").GetString()!.Length >= 64);
        Assert.False(listed.TryGetProperty("secret", out _));
        Assert.Equal(made.GetProperty("id").GetString(), listed.GetProperty("id").GetString());
        Assert.Equal((scene.Id, scene.ProjectId, "2099-01-01T00:00:00.000000Z"),
            (listed.GetProperty("service_account_id").GetString(), listed.GetProperty("project_id").GetString(), listed.GetProperty("expires_at").GetString()));
        Assert.Equal(["kms_user", "kms_viewer", "project_member", "project_reader"], listed.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_deleted_key_is_gone()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        var key = await scene.CreateKeyAsync();
        await scene.VerifyAsync("DeleteServiceAccountAccessKey", 204, HttpMethod.Delete, $"{scene.AccessKeys}/{key.Id}");
        await scene.VerifyAsync("DeleteServiceAccountAccessKey", 404, HttpMethod.Delete, $"{scene.AccessKeys}/{key.Id}");
        var left = await scene.VerifyAsync("ListServiceAccountAccessKeys", 200, HttpMethod.Get, scene.AccessKeys);
        Assert.Equal(0, left.GetProperty("access_keys").GetArrayLength());
    }

    [Fact]
    public async Task An_account_has_two_access_keys_at_most_of_different_names()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        await scene.CreateKeyAsync("one");
        await scene.VerifyAsync("CreateServiceAccountAccessKey", 409, HttpMethod.Post, scene.AccessKeys, """{"access_key":{"name":"ONE"}}""");
        var two = await scene.CreateKeyAsync("two");
        await scene.VerifyAsync("CreateServiceAccountAccessKey", 403, HttpMethod.Post, scene.AccessKeys, """{"access_key":{"name":"three"}}""");
        await scene.VerifyAsync("DeleteServiceAccountAccessKey", 204, HttpMethod.Delete, $"{scene.AccessKeys}/{two.Id}");
        await scene.CreateKeyAsync("three");
    }

    [Fact]
    public async Task An_account_without_roles_gets_no_access_key_and_is_told_why()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture);
        using var refused = await fixture.SendAsync(HttpMethod.Post, scene.AccessKeys, scene.Manager, """{"access_key":{"name":"ci"}}""");

        Assert.Contains("no role in its project", await refused.RefusedAsync(409), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "access_key")]
    [InlineData("""{"access_key":{}}""", "access_key.name")]
    [InlineData("""{"access_key":{"name":" "}}""", "access_key.name")]
    [InlineData("""{"access_key":{"name":7}}""", "access_key.name")]
    [InlineData("""{"access_key":{"name":"a","expires_at":"2000-01-01T00:00:00Z"}}""", "access_key.expires_at")]
    [InlineData("""{"access_key":{"name":"a","expires_at":"soon"}}""", "access_key.expires_at")]
    [InlineData("""{"access_key":{"name":"a","secret":"of my own choice"}}""", "access_key.secret")]
    [InlineData("""{"access_key":{"name":"a","unrestricted":true}}""", "access_key.unrestricted")]
    public async Task What_a_key_cannot_be_is_refused_by_the_field(string body, string field)
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        using var refused = await fixture.SendAsync(HttpMethod.Post, scene.AccessKeys, scene.Manager, body);

        Assert.Contains(field, await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_s3_key_shows_its_secret_once_and_there_are_two_at_most()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        var made = (await scene.VerifyAsync("CreateServiceAccountS3Key", 201, HttpMethod.Post, scene.S3Keys)).GetProperty("s3_key");
        var access = made.GetProperty("access").GetString();
        var listed = Assert.Single((await scene.VerifyAsync("ListServiceAccountS3Keys", 200, HttpMethod.Get, scene.S3Keys)).GetProperty("s3_keys").EnumerateArray());
        await scene.VerifyAsync("CreateServiceAccountS3Key", 201, HttpMethod.Post, scene.S3Keys);
        await scene.VerifyAsync("CreateServiceAccountS3Key", 403, HttpMethod.Post, scene.S3Keys);
        await scene.VerifyAsync("DeleteServiceAccountS3Key", 204, HttpMethod.Delete, $"{scene.S3Keys}/{access}");
        await scene.VerifyAsync("DeleteServiceAccountS3Key", 404, HttpMethod.Delete, $"{scene.S3Keys}/{access}");
        await scene.VerifyAsync("CreateServiceAccountS3Key", 201, HttpMethod.Post, scene.S3Keys);

        Assert.Equal(32, made.GetProperty("secret").GetString()!.Length);
        Assert.False(listed.TryGetProperty("secret", out _));
        Assert.Equal((access, scene.ProjectId), (listed.GetProperty("access").GetString(), listed.GetProperty("project_id").GetString()));
    }

    [Fact]
    public async Task Keys_of_another_projects_account_do_not_exist()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        var key = await scene.CreateKeyAsync();
        var access = (await scene.VerifyAsync("CreateServiceAccountS3Key", 201, HttpMethod.Post, scene.S3Keys)).GetProperty("s3_key").GetProperty("access").GetString();
        var other = (await ServiceAccountScene.CreateAsync(fixture, "project_reader")).Manager;
        await scene.VerifyAsync("ListServiceAccountAccessKeys", 404, HttpMethod.Get, scene.AccessKeys, token: other);
        await scene.VerifyAsync("CreateServiceAccountAccessKey", 404, HttpMethod.Post, scene.AccessKeys, """{"access_key":{"name":"mine"}}""", other);
        await scene.VerifyAsync("DeleteServiceAccountAccessKey", 404, HttpMethod.Delete, $"{scene.AccessKeys}/{key.Id}", token: other);
        await scene.VerifyAsync("ListServiceAccountS3Keys", 404, HttpMethod.Get, scene.S3Keys, token: other);
        await scene.VerifyAsync("CreateServiceAccountS3Key", 404, HttpMethod.Post, scene.S3Keys, token: other);
        await scene.VerifyAsync("DeleteServiceAccountS3Key", 404, HttpMethod.Delete, $"{scene.S3Keys}/{access}", token: other);
        Assert.NotNull(await scene.SignInAsync(key));
    }

    [Fact]
    public async Task Readers_see_keys_at_most_and_delegated_tokens_change_none()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_admin");
        var key = await scene.CreateKeyAsync();
        var own = (await scene.SignInAsync(key))!;
        var viewer = await fixture.CreatePersonaAsync(scene.ProjectId, "iam_project_viewer");
        var viewing = await fixture.SignInWithPasswordAsync(viewer.UserId, viewer.Password, scene.ProjectId);
        var member = (await fixture.CreatePersonaAsync(scene.ProjectId, "project_member")).Token;

        foreach (var token in new[] { own, viewing, member })
        {
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, scene.AccessKeys, token, """{"access_key":{"name":"more"}}""")).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{scene.AccessKeys}/{key.Id}", token)).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, scene.S3Keys, token)).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{scene.S3Keys}/x", token)).Status);
        }

        await scene.VerifyAsync("ListServiceAccountAccessKeys", 200, HttpMethod.Get, scene.AccessKeys, token: viewing);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, scene.AccessKeys, member)).Status);
    }
}
