using System.Net;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>The page of a key, its rotation and its deletion.</summary>
public sealed class KeyPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task The_page_of_a_key_tells_what_it_is()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders", more: ""","rotation_period":30""");
        await world.Browser.GoAsync($"/keys/{id}");

        foreach (var part in new[] { id, "AES256-GCM96", "Every 30 days", "Not rotated yet", world.Person.UserName, "No secret uses this key.", "1 not destroyed (at most 1,000)" })
        {
            Assert.Contains(part, world.Browser.Text, StringComparison.Ordinal);
        }

        Assert.Equal($"/events?resource_id={id}", world.Browser.Html.QuerySelectorAll("main p a")[^1].GetAttribute("href"));
        Assert.Contains($"/api/v1/keys/{id}'", world.Browser.Html.QuerySelector(".curl")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_under_a_key_are_counted_and_named()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        for (var number = 1; number <= 6; number++)
        {
            var (status, _) = await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", world.Person.Token, $$$$$"""
                {"secret":{"name":"db-{{{{{number}}}}}","secret_data":"canary-value","kms_key_id":"{{{{{id}}}}}"}}
                """);
            Assert.Equal(201, status);
        }

        await world.Browser.GoAsync($"/keys/{id}");

        Assert.Contains("6 secrets use this key.", world.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("db-5", world.Browser.Text, StringComparison.Ordinal);
        Assert.Contains("and 1 more", world.Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-value", world.Browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_key_is_shown_and_downloaded()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("releases", KeyPagesWorld.Ecdsa);
        await world.Browser.GoAsync($"/keys/{id}");
        var shown = world.Browser.Html.QuerySelector("section pre")!.TextContent;
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", shown, StringComparison.Ordinal);

        await world.Browser.GoAsync($"/keys/{id}/public-key.pem");

        Assert.Equal(shown.Trim(), world.Browser.Body.Trim());
        var disposition = world.Browser.Response.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal("releases.pem", disposition.FileNameStar);
    }

    [Fact]
    public async Task A_symmetric_key_has_no_public_key()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");

        await world.Browser.GoAsync($"/keys/{id}/public-key.pem");

        Assert.Equal(HttpStatusCode.NotFound, world.Browser.Status);
    }

    [Fact]
    public async Task A_key_of_another_project_is_not_there()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        using var other = await KeyPagesWorld.CreateAsync(fixture);
        var id = await other.CreateKeyAsync("orders");

        foreach (var path in new[] { "", "/versions", "/rotation", "/access", "/access/edit", "/try", "/delete", "/versions/new", "/versions/1/destruction", "/public-key.pem" })
        {
            await world.Browser.GoAsync($"/keys/{id}{path}");
            Assert.Equal(HttpStatusCode.NotFound, world.Browser.Status);
        }
    }

    [Fact]
    public async Task Automatic_rotation_is_set_changed_and_switched_off()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/rotation");
        Assert.Contains("Not in use", world.Browser.Text, StringComparison.Ordinal);

        await world.DoneAsync(("period", "30"));
        Assert.Contains("Every 30 days", world.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(30, (await world.KeyAsync(id)).GetProperty("rotation_period").GetInt32());

        Assert.Contains("1,095", await world.RefusedAsync(("period", "-1")), StringComparison.Ordinal);
        await world.Browser.SubmitAsync("form:has(input[name=remove])");
        await world.Browser.FollowAsync();
        Assert.Contains("does not rotate by itself any more", world.Browser.Text, StringComparison.Ordinal);
        Assert.False((await world.KeyAsync(id)).GetProperty("is_rotation_enabled").GetBoolean());
    }

    [Fact]
    public async Task A_key_with_versions_is_not_deleted_and_the_page_tells_what_comes_first()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders");
        await world.Browser.GoAsync($"/keys/{id}/delete");

        Assert.Contains("Not all versions are destroyed yet (1 left)", world.Browser.Text, StringComparison.Ordinal);
        Assert.Null(world.Browser.Html.QuerySelector("main form[data-form]"));
        Assert.NotNull(world.Browser.Html.QuerySelector($"a[href='/keys/{id}/versions/destruction']"));
    }

    [Fact]
    public async Task A_key_is_deleted_once_its_name_is_typed()
    {
        using var world = await KeyPagesWorld.CreateAsync(fixture);
        var id = await world.CreateKeyAsync("orders", more: ""","is_pending_activation":true""");
        await world.Browser.GoAsync($"/keys/{id}/delete");
        Assert.Contains("Type exactly orders.", await world.RefusedAsync(("confirmation", "Orders")), StringComparison.Ordinal);

        await world.DoneAsync(("confirmation", "orders"));

        Assert.Contains("The key orders is deleted.", world.Browser.Text, StringComparison.Ordinal);
        var (status, _) = await fixture.CallAsync(HttpMethod.Get, $"/kms/api/v1/keys/{id}", world.Person.Token);
        Assert.Equal(404, status);
    }
}
