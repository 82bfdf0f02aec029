using System.Text.Json;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class SecretTrailTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Each_call_about_a_secret_leaves_one_event_under_its_catalogue_name()
    {
        var name = NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"", name);
        await StepAsync(() => fixture.CreateVersionAsync(fixture.Token, id, "\"two\""));
        await StepAsync(() => fixture.ReadFlatAsync(fixture.Token, id));
        await StepAsync(() => fixture.ReadContractAsync(fixture.Token, id));
        await StepAsync(() => fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", fixture.Token));
        await StepAsync(() => fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token));
        await StepAsync(() => fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{id}/versions", fixture.Token));

        var events = (await fixture.EventsOfAsync(fixture.Token, id)).Reverse().ToList();
        Assert.Equal(
            [
                ("Create Secret", "Secret", "CreateSecret", "1"),
                ("Create Secret Version", "Secret Version", "CreateSecretVersion", "2"),
                ("Get Secret Version Value", "Secret Version", "GetSecretValue", "2"),
                ("Get Secret Version Value", "Secret Version", "GetSecretDefaultVersion", "2"),
                ("Get Secret Version Value", "Secret Version", "GetSecretVersion", "1"),
                ("Get Secret", "Secret", "GetSecret", null),
                ("List Secret Versions", "Secret Version", "ListSecretVersions", null),
            ],
            events.Select(e => (NameOf(e), TypeOf(e), OperationOf(e), VersionOf(e))));
        Assert.All(events, e =>
        {
            Assert.Equal("success", e.GetProperty("result").GetString());
            Assert.Equal("OpenAPI", e.GetProperty("service_name").GetString());
            Assert.Equal(name, e.GetProperty("resource").GetProperty("name").GetString());
            Assert.Equal("Secrets Manager", e.GetProperty("resource").GetProperty("source_service").GetString());
            Assert.Equal(fixture.Admin.UserId, e.GetProperty("user").GetProperty("uuid").GetString());
        });
    }

    [Fact]
    public async Task A_refused_read_and_a_read_of_what_is_not_there_are_on_the_trail()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var viewer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_viewer");
        await StepAsync(() => fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value?version=7", fixture.Token));
        var missing = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("failed", missing.GetProperty("result").GetString());
        Assert.Equal("7", VersionOf(missing));
        Assert.Equal("SecretVersionNotFound", missing.GetProperty("additional_info").GetProperty("error_code").GetString());

        await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", fixture.OtherToken);
        var foreign = Assert.Single(await fixture.EventsOfAsync(fixture.OtherToken, id));
        Assert.Equal("failed", foreign.GetProperty("result").GetString());
        Assert.Equal(JsonValueKind.Null, foreign.GetProperty("resource").GetProperty("name").ValueKind);

        var (status, _) = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", viewer.Token);
        Assert.Equal(403, status);
        var (_, refused) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?user_id={Uri.EscapeDataString(viewer.UserId)}&result=refused", fixture.Token);
        Assert.Equal("Get Secret Version Value", NameOf(Assert.Single(refused.GetProperty("events").EnumerateArray())));
    }

    [Fact]
    public async Task A_name_that_is_taken_leaves_a_failed_event_and_no_secret()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token, name: "taken");
        await StepAsync(() => fixture.CallAsync("CreateSecret", HttpMethod.Post, "", token, NewSecret("taken", "1")));

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Create%20Secret&result=failed", token);
        var failed = Assert.Single(body.GetProperty("events").EnumerateArray());
        Assert.Equal("taken", failed.GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("resource").GetProperty("id").ValueKind);
    }

    [Fact]
    public async Task No_event_carries_a_value()
    {
        var canary = "c4n4ry-" + NewName();
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token, $"\"{canary}\"");
        await fixture.CreateVersionAsync(token, id, $"[\"{canary}\"]");
        await fixture.ReadFlatAsync(token, id);
        await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", token, $$$"""{"secret":{"secret_data":"{{{canary}}}"}}""");

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events", token);
        Assert.True(body.GetProperty("events").GetArrayLength() >= 4);
        Assert.DoesNotContain(canary, body.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>One call at a time of its own, so that the order of the events is theirs.</summary>
    private async Task StepAsync(Func<Task> call)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await call();
    }

    private static string NameOf(JsonElement e) => e.GetProperty("event_name").GetString()!;

    private static string TypeOf(JsonElement e) => e.GetProperty("resource").GetProperty("type").GetString()!;

    private static string OperationOf(JsonElement e) => e.GetProperty("request").GetProperty("operation_id").GetString()!;

    private static string? VersionOf(JsonElement e) =>
        e.GetProperty("additional_info") is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty("version", out var version) ? version.GetString() : null;
}
