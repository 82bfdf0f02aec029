using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class SecretReadersTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Readers_are_who_may_read_values_by_role_and_nobody_else()
    {
        var admin = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var member = await fixture.CreatePersonaAsync(admin.ProjectId, "project_member");
        var manager = await fixture.CreatePersonaAsync(admin.ProjectId, "secrets_manager_manager");
        await fixture.CreatePersonaAsync(admin.ProjectId, "project_reader", "secrets_manager_viewer", "iam_project_admin");
        await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var (inGroup, groupId) = await MemberOfGroupAsync(admin.ProjectId, "project_member");
        var id = await fixture.CreateSecretAsync(admin.Token);

        var body = await ReadersAsync(admin.Token, id);

        Assert.False(body.GetProperty("is_access_control_enabled").GetBoolean());
        Assert.Equal(4, body.GetProperty("total").GetInt32());
        Assert.Equal(IdsOf(admin.UserId, member.UserId, manager.UserId, inGroup), IdsOf(body));
        Assert.Equal(groupId, Assert.Single(Reader(body, inGroup).GetProperty("groups").EnumerateArray()).GetProperty("id").GetString());
        Assert.True(Reader(body, admin.UserId).GetProperty("is_owner").GetBoolean());
        Assert.Empty(Reader(body, member.UserId).GetProperty("groups").EnumerateArray());
    }

    [Fact]
    public async Task With_access_control_readers_are_owner_and_list_as_far_as_their_roles_go()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var listed = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var listedViewer = await fixture.CreatePersonaAsync(owner.ProjectId, "secrets_manager_viewer");
        var (inGroup, groupId) = await MemberOfGroupAsync(owner.ProjectId, "secrets_manager_manager");
        var id = await fixture.CreateSecretAsync(owner.Token);
        await fixture.CloseAsync(id);
        Assert.Equal(IdsOf(owner.UserId), IdsOf(await ReadersAsync(owner.Token, id)));

        foreach (var subject in new[] { listed.UserId, listedViewer.UserId, groupId })
        {
            await fixture.AllowAsync(owner.ProjectId, id, subject);
        }

        var body = await ReadersAsync(owner.Token, id);
        Assert.True(body.GetProperty("is_access_control_enabled").GetBoolean());
        Assert.Equal(IdsOf(owner.UserId, listed.UserId, inGroup), IdsOf(body));
    }

    [Fact]
    public async Task What_the_list_says_is_what_happens()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var personas = new List<Persona> { owner };
        foreach (var role in new[] { "project_member", "project_reader", "secrets_manager_manager", "secrets_manager_viewer", "iam_project_admin", "kms_manager" })
        {
            personas.Add(await fixture.CreatePersonaAsync(owner.ProjectId, role));
        }

        var id = await fixture.CreateSecretAsync(owner.Token);
        foreach (var isClosed in new[] { false, true })
        {
            if (isClosed)
            {
                await fixture.CloseAsync(id);
                await fixture.AllowAsync(owner.ProjectId, id, personas[1].UserId);
                await fixture.AllowAsync(owner.ProjectId, id, personas[2].UserId);
            }

            var readers = IdsOf(await ReadersAsync(owner.Token, id)).ToHashSet(StringComparer.Ordinal);
            foreach (var persona in personas)
            {
                var (status, _) = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", persona.Token);
                Assert.Equal(readers.Contains(persona.UserId) ? 200 : 403, status);
            }
        }
    }

    [Fact]
    public async Task A_user_who_is_disabled_reads_nothing()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var member = await fixture.CreatePersonaAsync(owner.ProjectId, "project_member");
        var id = await fixture.CreateSecretAsync(owner.Token);
        var (status, _) = await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/users/{member.UserId}", await fixture.AdminTokenAsync(), """{"user":{"enabled":false}}""");
        Assert.Equal(200, status);

        Assert.Equal(IdsOf(owner.UserId), IdsOf(await ReadersAsync(owner.Token, id)));
    }

    [Fact]
    public async Task Only_who_may_see_members_and_is_let_in_learns_who_reads()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var admin = await fixture.CreatePersonaAsync(owner.ProjectId, "project_admin");
        var id = await fixture.CreateSecretAsync(owner.Token);
        Assert.Equal((403, "SecretReadersNotVisible"), await AskAsync(owner.Token, id));
        Assert.Equal((404, "SecretNotFound"), await AskAsync(fixture.OtherToken, id));

        await fixture.CloseAsync(id);
        Assert.Equal((403, "SecretAccessDenied"), await AskAsync(admin.Token, id));
    }

    private async Task<(int Status, string Code)> AskAsync(string token, string id)
    {
        var answer = await fixture.CatalogueAsync("ListSecretReaders", HttpMethod.Get, $"/{id}/readers", token);
        return (answer.Status, CodeOf(answer.Body));
    }

    private async Task<JsonElement> ReadersAsync(string token, string id)
    {
        var answer = await fixture.CatalogueAsync("ListSecretReaders", HttpMethod.Get, $"/{id}/readers", token);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static JsonElement Reader(JsonElement body, string id) => body.GetProperty("readers").EnumerateArray().Single(reader => reader.GetProperty("id").GetString() == id);

    private static IReadOnlyList<string> IdsOf(JsonElement body) => IdsOf([.. body.GetProperty("readers").EnumerateArray().Select(reader => reader.GetProperty("id").GetString()!)]);

    private static IReadOnlyList<string> IdsOf(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];

    /// <summary>A user who has a role through a group alone.</summary>
    private async Task<(string UserId, string GroupId)> MemberOfGroupAsync(string projectId, string role)
    {
        var admin = await fixture.AdminTokenAsync();
        var user = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var (_, created) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/groups", admin, $$$"""{"group":{"name":"{{{NewName()}}}","domain_id":"{{{fixture.Bootstrap.DomainId}}}"}}""");
        var groupId = created.GetProperty("group").GetProperty("id").GetString()!;
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/groups/{groupId}/users/{user.UserId}", admin)).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/projects/{projectId}/groups/{groupId}/roles/{await fixture.RoleIdAsync(role)}", admin)).Status);
        return (user.UserId, groupId);
    }
}
