using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceAccounts;

/// <summary>Signing in as a service account, and everything that ends it (spec/roles.md section 9, seed 1, permission expiration).</summary>
public sealed class ServiceAccountSignInTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_key_signs_in_to_the_project_with_the_roles_of_the_account()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_member");
        using var response = await fixture.IssueAsync(IamRequests.ByKeyId((await scene.CreateKeyAsync()) is var key ? key.Id : "", key.Secret));
        var token = (await Conformance.ContractCheck.VerifyAsync("IssueToken", response)).GetProperty("token");
        var secrets = await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", Assert.Single(response.Headers.GetValues("X-Subject-Token")));

        Assert.Equal((scene.Id, scene.ProjectId), (token.GetProperty("user").GetProperty("id").GetString(), token.GetProperty("project").GetProperty("id").GetString()));
        Assert.Equal(["project_member", "project_reader"], token.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()));
        Assert.Equal(200, secrets.Status);
    }

    [Fact]
    public async Task Deactivation_ends_tokens_at_once_and_the_keys_wait_for_activation()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        var key = await scene.CreateKeyAsync();
        var token = (await scene.SignInAsync(key))!;
        Assert.NotNull(await fixture.RolesOfAsync(token));

        await scene.VerifyAsync("DeactivateServiceAccount", 200, HttpMethod.Post, $"{scene.Path}/deactivate");
        Assert.Null(await fixture.RolesOfAsync(token));
        Assert.Null(await scene.SignInAsync(key));
        var waiting = await scene.VerifyAsync("ListServiceAccountAccessKeys", 200, HttpMethod.Get, scene.AccessKeys);
        Assert.Equal(key.Id, Assert.Single(waiting.GetProperty("access_keys").EnumerateArray()).GetProperty("id").GetString());

        await scene.VerifyAsync("ActivateServiceAccount", 200, HttpMethod.Post, $"{scene.Path}/activate");
        Assert.Null(await fixture.RolesOfAsync(token));
        Assert.NotNull(await scene.SignInAsync(key));
    }

    [Fact]
    public async Task A_deleted_key_or_account_signs_in_no_more_and_its_tokens_are_dead()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader");
        var (first, second) = (await scene.CreateKeyAsync("first"), await scene.CreateKeyAsync("second"));
        var (ofFirst, ofSecond) = ((await scene.SignInAsync(first))!, (await scene.SignInAsync(second))!);

        await scene.VerifyAsync("DeleteServiceAccountAccessKey", 204, HttpMethod.Delete, $"{scene.AccessKeys}/{first.Id}");
        Assert.Null(await fixture.RolesOfAsync(ofFirst));
        Assert.Null(await scene.SignInAsync(first));
        Assert.NotNull(await fixture.RolesOfAsync(ofSecond));

        await scene.VerifyAsync("DeleteServiceAccount", 204, HttpMethod.Delete, scene.Path);
        Assert.Null(await fixture.RolesOfAsync(ofSecond));
        Assert.Null(await scene.SignInAsync(second));
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_once_and_the_last_one_takes_the_sign_in_with_it()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_reader", "kms_user");
        var key = await scene.CreateKeyAsync();
        var token = (await scene.SignInAsync(key))!;

        await fixture.UnassignRoleAsync(scene.ProjectId, scene.Id, "kms_user");
        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(token));
        await fixture.UnassignRoleAsync(scene.ProjectId, scene.Id, "project_reader");
        Assert.Null(await fixture.RolesOfAsync(token));
        Assert.Null(await scene.SignInAsync(key));
    }

    [Fact]
    public async Task Keys_are_made_and_deleted_on_the_trail()
    {
        var scene = await ServiceAccountScene.CreateAsync(fixture, "project_admin");
        var key = await scene.CreateKeyAsync("ci");
        await scene.VerifyAsync("DeleteServiceAccountAccessKey", 204, HttpMethod.Delete, $"{scene.AccessKeys}/{key.Id}");

        foreach (var name in new[] { "Service Account Access Key Create", "Service Account Access Key Delete" })
        {
            var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?event_name={Uri.EscapeDataString(name)}", scene.Manager);
            Assert.Equal(200, status);
            var recorded = Assert.Single(body.GetProperty("events").EnumerateArray());
            Assert.Contains("Application Credential", recorded.GetRawText(), StringComparison.Ordinal);
            Assert.Contains(key.Id, recorded.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(key.Secret, recorded.GetRawText(), StringComparison.Ordinal);
        }
    }
}
