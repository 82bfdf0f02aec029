using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>Who may use a key: by role, by project, and by the list of the key.</summary>
public sealed class KeyUseAccessTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    [Fact]
    public async Task A_key_of_another_project_is_unknown_like_any_other()
    {
        foreach (var use in All)
        {
            var key = await fixture.CreateKeyAsync(use.Spec, isListed: true);
            var foreign = await fixture.UseAsync(use.OperationId, key, fixture.Other.Token);
            var unknown = await fixture.UseAsync(use.OperationId, "00000000-0000-4000-8000-000000000000", fixture.Other.Token);
            Assert.Equal((404, MessageOf(unknown.Body)), (foreign.Status, MessageOf(foreign.Body)));
        }
    }

    [Theory]
    [InlineData("kms_user", true, true)]
    [InlineData("project_member", true, true)]
    [InlineData("kms_viewer", false, true)]
    [InlineData("project_reader", false, true)]
    [InlineData("secrets_manager_manager", false, false)]
    public async Task The_roles_decide_who_uses_keys_and_who_reads_public_ones(string role, bool mayUse, bool mayRead)
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, role);
        foreach (var use in All)
        {
            var (status, _) = await fixture.UseAsync(use.OperationId, await fixture.CreateKeyAsync(use.Spec), persona.Token);
            Assert.Equal((use.OperationId == "GetPublicKey" ? mayRead : mayUse) ? ExpectedOf(use) : 403, status);
        }
    }

    [Theory]
    [InlineData(false, "nobody", true)]
    [InlineData(true, "nobody", false)]
    [InlineData(true, "owner", true)]
    [InlineData(true, "user", true)]
    [InlineData(true, "group", true)]
    [InlineData(true, "somebody else", false)]
    public async Task With_access_control_the_owner_and_the_listed_use_the_key_and_nobody_else(bool isOn, string caller, bool isAdmitted)
    {
        var persona = caller == "owner" ? fixture.Admin : await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_manager");
        var group = caller == "group" ? await GroupOfAsync(persona) : "";
        var bystander = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        foreach (var use in All)
        {
            var key = await fixture.CreateKeyAsync(use.Spec, isListed: isOn);
            switch (caller)
            {
                case "user":
                    await fixture.AllowAsync(key, persona.UserId);
                    break;
                case "group":
                    await fixture.AllowAsync(key, group);
                    break;
                case "somebody else":
                    await fixture.AllowAsync(key, bystander.UserId);
                    break;
            }

            var (status, body) = await fixture.UseAsync(use.OperationId, key, persona.Token);
            Assert.Equal(isAdmitted ? ExpectedOf(use) : 403, status);
            if (!isAdmitted)
            {
                Assert.Equal("KeyAccessDenied", CodeOf(body));
            }
        }
    }

    [Fact]
    public async Task A_list_gives_nothing_that_the_role_does_not()
    {
        var viewer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_viewer");
        var key = await fixture.CreateKeyAsync(Aes, isListed: true);
        await fixture.AllowAsync(key, viewer.UserId);
        var (status, body) = await fixture.UseAsync("EncryptData", key, viewer.Token);
        Assert.Equal((403, "Forbidden"), (status, CodeOf(body)));
    }

    // Nobody learns the purpose or the state of a key that he may not use.
    [Fact]
    public async Task Access_is_refused_before_purpose_and_state_are_told()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var key = await fixture.CreateKeyAsync(Aes, versions: 0, isListed: true);
        foreach (var use in All)
        {
            Assert.Equal(403, (await fixture.UseAsync(use.OperationId, key, persona.Token)).Status);
        }
    }

    // The sample of a decryption is no ciphertext of the key.
    private static int ExpectedOf(KeyUse use) => use.OperationId == "DecryptData" ? 400 : 200;

    private async Task<string> GroupOfAsync(Persona persona)
    {
        var admin = await fixture.AdminTokenAsync();
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/identity/v3/groups", admin, $$$"""{"group":{"name":"g-{{{persona.UserId}}}","domain_id":"{{{fixture.Bootstrap.DomainId}}}"}}""");
        Assert.Equal(201, status);
        var group = body.GetProperty("group").GetProperty("id").GetString()!;
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/groups/{group}/users/{persona.UserId}", admin)).Status);

        // Only a group with a role in the project of its own can be on a list.
        var role = await fixture.RoleIdAsync("kms_viewer");
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/projects/{persona.ProjectId}/groups/{group}/roles/{role}", admin)).Status);
        return group;
    }
}
