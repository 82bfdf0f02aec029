using Haneul.ApiTests.Api.Iam.Users;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Groups;

public sealed class GroupTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_administrator_adds_shows_finds_changes_and_deletes_a_group()
    {
        var admin = await fixture.AdminTokenAsync();
        var name = fixture.NewName("group");
        var body = $$$"""{"group":{"name":"{{{name}}}","domain_id":"default"}}""";
        using var created = await fixture.SendAsync(HttpMethod.Post, IamWorld.GroupsPath, admin, body);
        await GoldenExchange.All[78].ShouldMatchAsync(created);
        var id = (await ContractCheck.VerifyAsync("CreateGroup", created)).GetProperty("group").GetProperty("id").GetString()!;
        using var again = await fixture.SendAsync(HttpMethod.Post, IamWorld.GroupsPath, admin, body.Replace(name, name.ToUpperInvariant(), StringComparison.Ordinal));
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{id}", admin);
        using var head = await fixture.SendAsync(HttpMethod.Head, $"{IamWorld.GroupsPath}/{id}", admin);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, $"{IamWorld.GroupsPath}/{id}", admin, """{"group":{"description":"x"}}""");
        using var wrong = await fixture.SendAsync(HttpMethod.Patch, $"{IamWorld.GroupsPath}/{id}", admin, """{"group":{"name":5}}""");
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}?name={name}", admin);
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{IamWorld.GroupsPath}/{id}", admin);
        using var gone = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{id}", admin);

        await GoldenExchange.All[79].ShouldMatchAsync(again);
        await GoldenExchange.All[82].ShouldMatchAsync(shown);
        await ContractCheck.VerifyAsync("GetGroup", shown);
        await GoldenExchange.All[84].ShouldMatchAsync(head);
        await GoldenExchange.All[85].ShouldMatchAsync(changed);
        await ContractCheck.VerifyAsync("UpdateGroup", changed);
        await GoldenExchange.All[86].ShouldMatchAsync(wrong);
        await GoldenExchange.All[87].ShouldMatchAsync(listed);
        await ContractCheck.VerifyAsync("ListGroups", listed);
        await ContractCheck.VerifyAsync("DeleteGroup", deleted);
        Assert.Equal(204, (int)deleted.StatusCode);
        await GoldenExchange.All[83].ShouldMatchAsync(gone);
    }

    [Theory]
    [InlineData("""{"group":{}}""", "group.name: is required")]
    [InlineData("""{"group":{"name":""}}""", "group.name: must have 1 to 255 characters")]
    [InlineData("""{"group":{"name":" "}}""", "group.name: must not be blank")]
    [InlineData("""{"group":{"name":null,"description":[]}}""", "group.name: must not be null; group.description: must be a string")]
    [InlineData("""{"group":{"name":"g","domain_id":"nowhere"}}""", "group.domain_id: is no known organisation")]
    [InlineData("""{"group":[]}""", "group: must be an object")]
    [InlineData("{}", "group: is required")]
    public async Task A_wrong_group_is_400_and_names_every_wrong_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, IamWorld.GroupsPath, await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_255_characters_is_taken_and_one_more_is_not()
    {
        var longest = fixture.NewId().PadRight(255, 'x');
        await fixture.AddGroupAsync(name: longest);
        using var response = await fixture.SendAsync(HttpMethod.Post, IamWorld.GroupsPath, await fixture.AdminTokenAsync(), $$$"""{"group":{"name":"{{{longest}}}x"}}""");

        await response.RefusedAsync(400);
    }

    [Fact]
    public async Task A_group_keeps_attributes_of_a_callers_own_its_id_and_its_organisation()
    {
        var admin = await fixture.AdminTokenAsync();
        var id = await fixture.AddGroupAsync();
        var path = $"{IamWorld.GroupsPath}/{id}";
        var (_, changed) = await fixture.CallAsync(HttpMethod.Patch, path, admin, $$$"""{"group":{"id":"{{{id}}}","domain_id":"default","team":"blue","membership_expires_at":null}}""");
        using var moved = await fixture.SendAsync(HttpMethod.Patch, path, admin, """{"group":{"domain_id":"elsewhere"}}""");
        using var other = await fixture.SendAsync(HttpMethod.Patch, path, admin, """{"group":{"id":"elsewhere"}}""");
        var taken = await fixture.AddGroupAsync(name: fixture.NewName("Taken"));
        var (_, shown) = await fixture.CallAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{taken}", admin);
        using var renamed = await fixture.SendAsync(HttpMethod.Patch, path, admin, $$$"""{"group":{"name":"{{{shown.GetProperty("group").GetProperty("name").GetString()!.ToUpperInvariant()}}}"}}""");

        Assert.Equal("blue", changed.GetProperty("group").GetProperty("team").GetString());
        Assert.False(changed.GetProperty("group").TryGetProperty("membership_expires_at", out _));
        await moved.RefusedAsync(400);
        await other.RefusedAsync(400);
        await renamed.RefusedAsync(409);
    }

    [Fact]
    public async Task Groups_are_filtered_and_paged()
    {
        var admin = await fixture.AdminTokenAsync();
        var organisation = await fixture.AddOrganisationAsync();
        var expected = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            expected.Add(await fixture.AddGroupAsync(organisation, $"Team-{count}"));
        }

        expected.Sort(StringComparer.Ordinal);
        Assert.Equal(expected, await fixture.WalkAsync($"{IamWorld.GroupsPath}?domain_id={organisation}&limit=2", "groups", admin));
        Assert.Equal(expected, await fixture.WalkAsync($"{IamWorld.GroupsPath}?domain_id={organisation}&name__istartswith=TEAM&limit=1", "groups", admin));
        Assert.Single(await fixture.WalkAsync($"{IamWorld.GroupsPath}?domain_id={organisation}&name=team-3", "groups", admin));
        Assert.Empty(await fixture.WalkAsync($"{IamWorld.GroupsPath}?domain_id=nowhere", "groups", admin));
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_its_name_is_not_repeated_at_length()
    {
        var admin = await fixture.AdminTokenAsync();
        var id = new string('x', 500);
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{id}", admin);
        using var members = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{IamRequests.NoId}/users", admin);
        using var groups = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.UsersPath}/{IamRequests.NoId}/groups", admin);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, $"{IamWorld.GroupsPath}/{IamRequests.NoId}", admin, """{"group":{"name":"x"}}""");
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{IamWorld.GroupsPath}/{IamRequests.NoId}", admin);

        Assert.True((await shown.RefusedAsync(404)).Length < 120);
        await members.RefusedAsync(404);
        await groups.RefusedAsync(404);
        await changed.RefusedAsync(404);
        await deleted.RefusedAsync(404);
    }
}
