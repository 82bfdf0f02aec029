using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;
using static Haneul.ApiTests.Api.SecretsManager.Values.ValueCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

public sealed class SecretPinTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_consumer_reads_the_version_that_it_is_held_to()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        var pinned = await PinAsync(fixture.Token, id, "web.app-1", 1);
        Assert.Equal(200, pinned.Status);
        Assert.Equal(fixture.Admin.UserName, pinned.Body.GetProperty("pin").GetProperty("created_by").GetString());

        await fixture.CreateVersionAsync(fixture.Token, id, "\"three\"");
        Assert.Equal("""{"version":{"version":1,"secret":"one"}}""", (await fixture.ReadOneAsync(fixture.Token, id, "?pin=web.app-1")).Raw.Body);
        var many = ResultsOf(await fixture.ReadManyAsync(fixture.Token, [$"\"id\":\"{id}\",\"pin\":\"web.app-1\"", $"\"id\":\"{id}\""]));
        Assert.Equal(["one", "three"], many.Select(each => each.GetProperty("secret").GetString()));

        Assert.Equal(200, (await PinAsync(fixture.Token, id, "web.app-1", 2)).Status);
        Assert.Equal("two", (await fixture.ReadOneAsync(fixture.Token, id, "?pin=web.app-1")).Body.GetProperty("version").GetProperty("secret").GetString());
        Assert.Equal([("web.app-1", 2)], await ListAsync(id));

        Assert.Equal(204, (await UnpinAsync(fixture.Token, id, "web.app-1")).Status);
        Assert.Equal("SecretPinNotFound", CodeOf((await UnpinAsync(fixture.Token, id, "web.app-1")).Body));
        Assert.Equal(404, (await fixture.ReadOneAsync(fixture.Token, id, "?pin=web.app-1")).Status);
        Assert.Empty(await ListAsync(id));
    }

    [Fact]
    public async Task A_pinned_version_is_not_destroyed_until_it_is_unpinned()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        await PinAsync(fixture.Token, id, "app", 1);
        var inTenDays = fixture.Time.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

        var (status, body) = await fixture.CallAsync("DestroySecretVersion", HttpMethod.Patch, $"/{id}/versions/1/destroy", fixture.Token);
        Assert.Equal(409, status);
        Assert.Equal("SecretVersionPinned", CodeOf(body));
        Assert.Contains("(app)", MessageOf(body), StringComparison.Ordinal);
        (status, body) = await fixture.CallAsync(
            "ScheduleSecretVersionDestruction", HttpMethod.Patch, $"/{id}/versions/1/schedule-destroy", fixture.Token,
            $$$"""{"version":{"destruction_scheduled_at":"{{{inTenDays}}}"}}""");
        Assert.True(status == 409, body.ToString());
        Assert.Equal("SecretVersionPinned", CodeOf(body));

        // To deactivate is the way to stop a leak, and the reader is told rather than given another version.
        Assert.Equal(200, (await fixture.CallAsync("DeactivateSecretVersion", HttpMethod.Patch, $"/{id}/versions/1/deactivate", fixture.Token)).Status);
        Assert.Equal("SecretVersionNotActive", CodeOf((await fixture.ReadOneAsync(fixture.Token, id, "?pin=app")).Body));

        Assert.Equal(204, (await UnpinAsync(fixture.Token, id, "app")).Status);
        Assert.Equal(204, (await fixture.CallAsync("DestroySecretVersion", HttpMethod.Patch, $"/{id}/versions/1/destroy", fixture.Token)).Status);
    }

    [Fact]
    public async Task Only_an_active_version_is_pinned()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        await fixture.SetStatusAsync(id, 1, "Deactivated");

        Assert.Equal("SecretVersionNotPinnable", CodeOf((await PinAsync(fixture.Token, id, "app", 1)).Body));
        Assert.Equal("SecretVersionNotFound", CodeOf((await PinAsync(fixture.Token, id, "app", 3)).Body));
        Assert.Equal("SecretNotFound", CodeOf((await PinAsync(fixture.OtherToken, id, "app", 2)).Body));
        Assert.Equal("SecretNotFound", CodeOf((await UnpinAsync(fixture.OtherToken, id, "app")).Body));
        Assert.Equal(404, (await fixture.CallValuesAsync("ListSecretPins", HttpMethod.Get, $"/secrets/{id}/pins", fixture.OtherToken)).Status);
    }

    [Fact]
    public async Task Access_control_holds_for_pins_and_the_trail_tells_of_them()
    {
        var token = (await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin")).Token;
        var id = await fixture.CreateSecretAsync(token);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await PinAsync(token, id, "app", 1);
        var newest = (await fixture.EventsOfAsync(token, id))[0];
        Assert.Equal("Pin Secret Version", newest.GetProperty("event_name").GetString());
        Assert.Equal("app", newest.GetProperty("additional_info").GetProperty("pin").GetString());
        var changes = await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes?limit=1000", token);
        Assert.Contains(changes.Body.GetProperty("changes").EnumerateArray(), each =>
            each.GetProperty("kind").GetString() == "pinned" && each.GetProperty("secret_id").GetString() == id);

        await fixture.RestrictAsync(id);

        Assert.Equal("SecretAccessDenied", CodeOf((await PinAsync(fixture.Token, id, "app", 1)).Body));
        Assert.Equal("SecretAccessDenied", CodeOf((await UnpinAsync(fixture.Token, id, "app")).Body));
        Assert.Equal("SecretAccessDenied", CodeOf((await fixture.CallValuesAsync("ListSecretPins", HttpMethod.Get, $"/secrets/{id}/pins", fixture.Token)).Body));
        Assert.Equal([("app", 1)], await ListAsync(id, token));
    }

    [Fact]
    public async Task A_secret_has_a_hundred_pins_and_no_more()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async tx =>
        {
            for (var index = 0; index < 100; index++)
            {
                var name = $"pin-{index}";
                await tx.ExecuteAsync(
                    $"INSERT INTO secrets_pins (project_id, secret_id, name, version, created_at, created_by) SELECT project_id, id, {name}, 1, 1, 'x' FROM secrets_secrets WHERE id = {id}");
            }

            return 0;
        });

        Assert.Equal("SecretPinLimitReached", CodeOf((await PinAsync(fixture.Token, id, "one-more", 1)).Body));
        Assert.Equal(200, (await PinAsync(fixture.Token, id, "pin-7", 1)).Status);
        Assert.Equal(100, (await ListAsync(id)).Count);
    }

    [Theory]
    [InlineData("a%20b", """{"pin":{"version":1}}""", "name")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", """{"pin":{"version":1}}""", "name")]
    [InlineData("app", """{"pin":{"version":0}}""", "pin.version")]
    [InlineData("app", """{"pin":{}}""", "pin.version")]
    [InlineData("app", """{"pin":{"version":null}}""", "pin.version")]
    [InlineData("app", """{"pin":{"version":1,"x":1}}""", "pin.x")]
    [InlineData("app", """{}""", "pin")]
    public async Task What_is_wrong_with_the_request_is_named(string name, string json, string field)
    {
        var refused = await fixture.CallValuesAsync("PinSecretVersion", HttpMethod.Put, $"/secrets/any/pins/{name}", fixture.Token, json);
        Assert.Equal(400, refused.Status);
        Assert.Contains(field, MessageOf(refused.Body), StringComparison.Ordinal);
    }

    private Task<ValueAnswer> PinAsync(string token, string id, string name, int version) => fixture.CallValuesAsync(
        "PinSecretVersion", HttpMethod.Put, $"/secrets/{id}/pins/{name}", token, $$$"""{"pin":{"version":{{{version}}}}}""");

    private Task<ValueAnswer> UnpinAsync(string token, string id, string name) =>
        fixture.CallValuesAsync("UnpinSecretVersion", HttpMethod.Delete, $"/secrets/{id}/pins/{name}", token);

    private async Task<IReadOnlyList<(string? Name, int Version)>> ListAsync(string id, string? token = null)
    {
        var answer = await fixture.CallValuesAsync("ListSecretPins", HttpMethod.Get, $"/secrets/{id}/pins", token ?? fixture.Token);
        Assert.Equal(200, answer.Status);
        return [.. answer.Body.GetProperty("pins").EnumerateArray().Select(each => (each.GetProperty("name").GetString(), each.GetProperty("version").GetInt32()))];
    }
}
