using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class SecretOwnerTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task An_owner_gives_a_secret_away_and_is_then_one_of_many()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var next = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var id = await fixture.CreateSecretAsync(owner.Token);
        await fixture.CloseAsync(id);
        await fixture.AllowAsync(owner.ProjectId, id, next.UserId);

        var answer = await GiveAsync(owner.Token, id, next.UserId);

        Assert.Equal((200, "\"r2\"", next.UserName), (answer.Status, answer.ETag, answer.Body.GetProperty("owner").GetProperty("name").GetString()));
        Assert.Equal(next.UserId, (await fixture.DetailsAsync(owner.Token, id)).GetProperty("owner").GetProperty("id").GetString());
        Assert.Equal(0, await fixture.CountAsync($"SELECT COUNT(*) FROM access_allowed_subjects WHERE resource_id = {id}"));
        Assert.Equal(403, (await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", owner.Token)).Status);
        Assert.Equal("v1", await fixture.ReadFlatAsync(next.Token, id));
        var change = (await fixture.EventsOfAsync(next.Token, id)).Single(e => e.GetProperty("event_name").GetString() == "Transfer Secret Owner").GetProperty("additional_info");
        Assert.Equal((owner.UserId, next.UserId), (change.GetProperty("previous_owner").GetString(), change.GetProperty("owner").GetString()));
    }

    [Fact]
    public async Task Nobody_else_gives_away_what_has_an_owner()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var admin = await fixture.CreatePersonaAsync(owner.ProjectId, "project_admin");
        var reader = await fixture.CreatePersonaAsync(owner.ProjectId, "project_reader");
        var id = await fixture.CreateSecretAsync(owner.Token);

        Assert.Equal((403, "SecretNotOwned"), Of(await GiveAsync(admin.Token, id, admin.UserId)));
        Assert.Equal((403, "Forbidden"), Of(await GiveAsync(reader.Token, id, reader.UserId)));
        Assert.Equal((403, "SecretOwnerPresent"), Of(await GiveAsync(await OperatorTokenAsync(owner.ProjectId), id, admin.UserId)));
        Assert.Equal((404, "SecretNotFound"), Of(await GiveAsync(fixture.OtherToken, id, admin.UserId)));
    }

    [Fact]
    public async Task An_administrator_of_the_installation_gives_away_what_is_orphaned_and_gets_no_access_by_that()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var heir = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var admin = await fixture.CreatePersonaAsync(owner.ProjectId, "project_admin");
        var id = await fixture.CreateSecretAsync(owner.Token);
        await fixture.CloseAsync(id);
        await fixture.UnassignRoleAsync(owner.ProjectId, owner.UserId, "project_admin");
        var token = await OperatorTokenAsync(owner.ProjectId);

        Assert.Equal((403, "SecretNotOwned"), Of(await GiveAsync(admin.Token, id, admin.UserId)));
        var answer = await GiveAsync(token, id, heir.UserId);

        Assert.Equal(200, answer.Status);
        Assert.Equal("v1", await fixture.ReadFlatAsync(heir.Token, id));
        Assert.Equal(403, (await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", token)).Status);
        Assert.Equal((403, "SecretOwnerPresent"), Of(await GiveAsync(token, id, admin.UserId)));
    }

    [Fact]
    public async Task A_new_owner_must_be_able_to_manage_secrets_of_the_project()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var reader = await fixture.CreatePersonaAsync(owner.ProjectId, "project_reader");
        var id = await fixture.CreateSecretAsync(owner.Token);

        foreach (var other in new[] { reader.UserId, fixture.Admin.UserId, "nobody", owner.ProjectId })
        {
            var answer = await GiveAsync(owner.Token, id, other);
            Assert.Equal(400, answer.Status);
            Assert.Contains("owner.user_id: ", MessageOf(answer.Body), StringComparison.Ordinal);
        }

        foreach (var body in new[] { "{}", """{"owner":{}}""", """{"owner":{"user_id":null}}""", """{"owner":{"user_id":"x","name":"y"}}""" })
        {
            Assert.Equal(400, (await fixture.CatalogueAsync("TransferSecretOwner", HttpMethod.Put, $"/{id}/owner", owner.Token, body)).Status);
        }
    }

    [Fact]
    public async Task Who_may_not_see_members_names_none()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var next = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var id = await fixture.CreateSecretAsync(owner.Token);

        Assert.Equal((403, "MembersNotVisible"), Of(await GiveAsync(owner.Token, id, next.UserId)));
    }

    [Fact]
    public async Task An_older_revision_is_not_given_away()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.SetTagAsync(fixture.Token, id, "a", "1");

        var answer = await fixture.CatalogueAsync("TransferSecretOwner", HttpMethod.Put, $"/{id}/owner", fixture.Token, BodyFor(fixture.Admin.UserId), "\"r1\"");

        Assert.Equal((412, "SecretRevisionPassed"), Of(answer));
    }

    private Task<CatalogueAnswer> GiveAsync(string token, string id, string userId) =>
        fixture.CatalogueAsync("TransferSecretOwner", HttpMethod.Put, $"/{id}/owner", token, BodyFor(userId));

    private static string BodyFor(string userId) => $$$"""{"owner":{"user_id":"{{{userId}}}"}}""";

    private static (int Status, string Code) Of(CatalogueAnswer answer) => (answer.Status, CodeOf(answer.Body));

    /// <summary>A token of Keystone's admin in a project, without any role of the project's own.</summary>
    private async Task<string> OperatorTokenAsync(string projectId)
    {
        await fixture.AssignRoleAsync(projectId, fixture.Bootstrap.UserId, "admin");
        return await fixture.SignInWithPasswordAsync(fixture.Bootstrap.UserId, fixture.Bootstrap.Password, projectId);
    }
}
