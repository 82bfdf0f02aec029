using System.Net;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>Who may use a key, and who may decide it.</summary>
public sealed class KeyAccessPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task Access_control_is_switched_on_with_a_list_changed_and_switched_off()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var one = await fixture.CreatePersonaAsync(world.ProjectId, "kms_user");
        var two = await fixture.CreatePersonaAsync(world.ProjectId, "kms_user");
        var id = await world.CreateKeyAsync("orders");

        await world.Browser.GoAsync($"/keys/{id}/access/edit");
        await world.DoneAsync(("restricted", "true"), ("subjects", one.UserId));
        Assert.Contains(one.UserName, world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal([one.UserId], await TargetsAsync(world, id));

        await world.Browser.GoAsync($"/keys/{id}/access/edit");
        await world.DoneAsync(("subjects", two.UserId));
        Assert.Equal([two.UserId], await TargetsAsync(world, id));

        await world.Browser.GoAsync($"/keys/{id}/access/edit");
        await world.DoneAsync(("restricted", null), ("subjects", null));
        Assert.Contains("Access control is off", world.Browser.Text, StringComparison.Ordinal);
        Assert.Empty(await TargetsAsync(world, id));
    }

    [Fact]
    public async Task Two_people_who_change_the_list_at_once_do_not_undo_each_other()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var one = await fixture.CreatePersonaAsync(world.ProjectId, "kms_user");
        var two = await fixture.CreatePersonaAsync(world.ProjectId, "kms_user");
        var id = await world.CreateKeyAsync("orders");
        await fixture.CallAsync(HttpMethod.Put, $"/kms/api/v1/keys/{id}/access-control", world.Person.Token, """{"access_control":{"is_enabled":true}}""");
        await world.Browser.GoAsync($"/keys/{id}/access/edit");
        await fixture.CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{id}/access-control/targets", world.Person.Token, $$$$$"""{"targets":{"ids":["{{{{{one.UserId}}}}}"]}}""");

        await world.DoneAsync(("subjects", two.UserId));

        Assert.Equal(new[] { one.UserId, two.UserId }.Order(StringComparer.Ordinal), (await TargetsAsync(world, id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Choosing_somebody_without_switching_it_on_is_told()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/access/edit");

        Assert.Contains("Switch this on too", await world.RefusedAsync(("subjects", world.Person.UserId)), StringComparison.Ordinal);
        Assert.False((await world.KeyAsync(id)).GetProperty("is_access_control_enabled").GetBoolean());
    }

    [Fact]
    public async Task Somebody_who_is_unknown_is_not_put_on_the_list()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/access/edit");

        Assert.Contains("has no role in the project", await world.RefusedAsync(("restricted", "true"), ("subjects", "nobody")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_on_the_list_sees_the_key_and_can_do_nothing_with_it()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await fixture.CallAsync(HttpMethod.Put, $"/kms/api/v1/keys/{id}/access-control", world.Person.Token, """{"access_control":{"is_enabled":true}}""");
        using var browser = await KeyPagesWorld.OpenAsync(fixture, await fixture.CreatePersonaAsync(world.ProjectId, "kms_manager"));

        await browser.GoAsync($"/keys/{id}");
        Assert.Contains("you are neither its owner nor on its list", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Html.QuerySelectorAll("main .actions a"));
        Assert.Single(browser.Html.QuerySelectorAll("main .tabs a"));

        foreach (var path in new[] { "versions", "versions/new", "rotation", "access", "access/edit", "try", "delete" })
        {
            await browser.GoAsync($"/keys/{id}/{path}");
            Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        }
    }

    [Fact]
    public async Task Who_may_not_see_the_members_switches_access_control_and_names_nobody()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture, "kms_manager");
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/access/edit");
        Assert.Contains("Only who may see the members of the project", world.Browser.Text, StringComparison.Ordinal);
        Assert.Empty(world.Browser.Html.QuerySelectorAll("input[name=subjects]"));

        await world.DoneAsync(("restricted", "true"));

        Assert.True((await world.KeyAsync(id)).GetProperty("is_access_control_enabled").GetBoolean());
    }

    private static async Task<IReadOnlyList<string>> TargetsAsync(KeyPagesWorld world, string id)
    {
        var (status, body) = await world.Fixture.CallAsync(HttpMethod.Get, $"/kms/api/v1/keys/{id}/access-control/targets", world.Person.Token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("targets").EnumerateArray().Select(static target => target.GetProperty("id").GetString()!)];
    }
}
