using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>The projects that a user may enter, however they came by a role there.</summary>
public sealed class UserProjectTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task They_are_given_to_the_user_or_a_group_there_or_above()
    {
        var user = await fixture.AddUserAsync();
        var group = await fixture.AddGroupAsync();
        await fixture.JoinAsync(group, user);
        var organisation = await fixture.AddOrganisationAsync();
        var (own, ofGroup, parent, child, grandchild, inOrganisation) = (
            await fixture.CreateProjectAsync(), await fixture.CreateProjectAsync(), await fixture.CreateProjectAsync(),
            await fixture.CreateProjectAsync(), await fixture.CreateProjectAsync(), await fixture.CreateProjectAsync());
        await fixture.ExecuteAsync(async transaction =>
        {
            await transaction.ExecuteAsync($"UPDATE iam_projects SET parent_id = {parent}, ancestor_ids = {parent} WHERE id = {child}");
            await transaction.ExecuteAsync($"UPDATE iam_projects SET parent_id = {child}, ancestor_ids = {parent + " " + child} WHERE id = {grandchild}");
            await transaction.ExecuteAsync($"UPDATE iam_projects SET organisation_id = {organisation} WHERE id = {inOrganisation}");
        });
        await fixture.GiveAsync("user", user, "project", own, "project_reader");
        await fixture.GiveAsync("group", group, "project", ofGroup, "project_reader");
        await fixture.GiveAsync("user", user, "project", parent, "project_reader", inherited: true);
        await fixture.GiveAsync("group", group, "domain", organisation, "project_reader", inherited: true);

        string[] expected = [.. new[] { own, ofGroup, child, grandchild, inOrganisation }.Order(StringComparer.Ordinal)];
        Assert.Equal(expected, await ListAsync(user, ""));
        Assert.Equal(expected, await ListAsync(user, "?limit=2"));
        Assert.Equal([inOrganisation], await ListAsync(user, $"?domain_id={organisation}"));

        // Every one of them, and none else, can be entered.
        foreach (var project in expected)
        {
            await fixture.SignInToAsync(user, $$$"""{"project":{"id":"{{{project}}}"}}""");
        }

        using var refused = await fixture.IssueAsync(IamRequests.ByPassword($$$"""{"id":"{{{user}}}","password":"{{{IamWorld.Password}}}"}""", $$$"""{"project":{"id":"{{{parent}}}"}}"""));
        await refused.RefusedAsync(401);
    }

    [Fact]
    public async Task A_role_of_an_organisation_opens_no_project()
    {
        var user = await fixture.AddUserAsync();
        await fixture.GiveAsync("user", user, "domain", "default", "org_admin");
        await fixture.GiveAsync("user", user, "domain", "default", "org_reader", inherited: true);
        await fixture.GiveAsync("user", user, "system", "all", "reader");

        Assert.Empty(await ListAsync(user, ""));
    }

    [Fact]
    public async Task They_are_found_by_name_and_state()
    {
        var user = await fixture.AddUserAsync();
        var name = fixture.NewName("found");
        var (one, two) = (await fixture.CreateProjectAsync(name), await fixture.CreateProjectAsync());
        await fixture.GiveAsync("user", user, "project", one, "project_reader");
        await fixture.GiveAsync("user", user, "project", two, "project_reader");
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/projects/{two}", await fixture.AdminTokenAsync(), """{"project":{"enabled":false}}""")).Status);

        Assert.Equal([one], await ListAsync(user, $"?name={name.ToUpperInvariant()}"));
        Assert.Equal([one], await ListAsync(user, "?name__startswith=FOUND"));
        Assert.Equal([two], await ListAsync(user, "?enabled=false"));
    }

    [Fact]
    public async Task Every_token_of_a_user_ends_at_once_by_themselves_or_an_administrator()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var (first, second) = (await PasswordTokenAsync(), await PasswordTokenAsync());
        using var byKey = await fixture.SendAsync(HttpMethod.Delete, $"{IamWorld.UsersPath}/{persona.UserId}/tokens", persona.Token);
        await byKey.RefusedAsync(403);
        using var byOwner = await fixture.SendAsync(HttpMethod.Delete, $"{IamWorld.UsersPath}/{persona.UserId}/tokens", first);
        await ContractCheck.VerifyAsync("RevokeUserTokens", byOwner);

        Assert.Equal(204, (int)byOwner.StatusCode);
        Assert.Equal([null, null, null], new[] { await fixture.RolesOfAsync(first), await fixture.RolesOfAsync(second), await fixture.RolesOfAsync(persona.Token) });

        var third = await PasswordTokenAsync();
        var other = await fixture.CreatePersonaAsync(persona.ProjectId, "project_admin");
        using var byOther = await fixture.SendAsync(
            HttpMethod.Delete, $"{IamWorld.UsersPath}/{persona.UserId}/tokens", await fixture.SignInWithPasswordAsync(other.UserId, other.Password, other.ProjectId));
        await byOther.RefusedAsync(403);
        using var byAdmin = await fixture.SendAsync(HttpMethod.Delete, $"{IamWorld.UsersPath}/{persona.UserId}/tokens", await fixture.AdminTokenAsync());
        Assert.Equal(204, (int)byAdmin.StatusCode);
        Assert.Null(await fixture.RolesOfAsync(third));
        Assert.NotNull(await fixture.RolesOfAsync(other.Token));

        Task<string> PasswordTokenAsync() => fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
    }

    private async Task<List<string>> ListAsync(string user, string query)
    {
        using var first = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.UsersPath}/{user}/projects{query}", await fixture.AdminTokenAsync());
        await ContractCheck.VerifyAsync("ListUserProjects", first);
        return await fixture.WalkAsync($"{IamWorld.UsersPath}/{user}/projects{query}", "projects", await fixture.AdminTokenAsync());
    }
}
