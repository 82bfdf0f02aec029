using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

public sealed class RestoreSecretVersionTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task An_old_value_becomes_the_newest_version_without_being_shown()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"c4n4ry-old\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"new\"");

        var restored = await RestoreAsync(fixture.Token, id, "1");

        Assert.Equal(201, restored.Status);
        Assert.Equal(3, restored.Body.GetProperty("version").GetProperty("version").GetInt32());
        Assert.Equal("\"v3\"", restored.Tag);
        Assert.DoesNotContain("c4n4ry", restored.Raw.Body, StringComparison.Ordinal);
        Assert.Equal("c4n4ry-old", await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal("new", await fixture.ReadFlatAsync(fixture.Token, id, "?version=2"));
    }

    [Fact]
    public async Task Whoever_may_store_but_not_read_may_restore_and_the_trail_tells_from_what()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        var writer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_writer");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(403, (await fixture.ReadOneAsync(writer.Token, id)).Status);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await RestoreAsync(writer.Token, id, "1")).Status);

        var newest = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("Create Secret Version", newest.GetProperty("event_name").GetString());
        Assert.Equal("1", newest.GetProperty("additional_info").GetProperty("restored_from").GetString());
        Assert.Equal("3", newest.GetProperty("additional_info").GetProperty("version").GetString());
        Assert.Equal(writer.UserId, newest.GetProperty("user").GetProperty("uuid").GetString());
    }

    [Fact]
    public async Task A_restoration_shows_nobody_the_value_and_is_no_read()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");

        Assert.Equal(201, (await RestoreAsync(fixture.Token, id, "1")).Status);

        using var response = await fixture.SendAsync(HttpMethod.Get, $"/haneul/v1/secrets-manager/secrets/{id}", fixture.Token);
        var secret = await ContractCheck.VerifyAsync("GetSecretDetails", response);
        Assert.Equal(JsonValueKind.Null, secret.GetProperty("secret").GetProperty("last_read_at").ValueKind);
    }

    [Fact]
    public async Task Only_a_version_that_may_be_read_is_restored()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"three\"");
        await fixture.SetStatusAsync(id, 1, "Deactivated");
        await fixture.SetStatusAsync(id, 2, "Destroyed");

        Assert.Equal("SecretVersionNotActive", CodeOf((await RestoreAsync(fixture.Token, id, "1")).Body));
        Assert.Equal("SecretVersionNotActive", CodeOf((await RestoreAsync(fixture.Token, id, "2")).Body));
        Assert.Equal("SecretVersionNotFound", CodeOf((await RestoreAsync(fixture.Token, id, "9")).Body));
        Assert.Equal("SecretNotFound", CodeOf((await RestoreAsync(fixture.OtherToken, id, "3")).Body));
        Assert.Equal(400, (await RestoreAsync(fixture.Token, id, "0")).Status);
        Assert.Equal(400, (await RestoreAsync(fixture.Token, id, "x")).Status);
        var viewer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_viewer");
        Assert.Equal(403, (await RestoreAsync(viewer.Token, id, "3")).Status);
        Assert.Equal("three", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task Access_control_and_the_condition_on_the_newest_version_hold()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        await fixture.RestrictAsync(id);

        Assert.Equal("SecretAccessDenied", CodeOf((await RestoreAsync(colleague.Token, id, "1")).Body));
        Assert.Equal("SecretPreconditionFailed", CodeOf((await RestoreAsync(fixture.Token, id, "1", "\"v2\"")).Body));
        Assert.Equal(201, (await RestoreAsync(fixture.Token, id, "1", "\"v1\"")).Status);
    }

    [Fact]
    public async Task A_damaged_value_is_not_carried_on()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async tx => await tx.ExecuteAsync($"UPDATE secrets_versions SET ciphertext = {new byte[] { 1, 2, 3 }} WHERE secret_id = {id}"));

        var answer = await RestoreAsync(fixture.Token, id, "1");

        Assert.Equal("SecretValueDamaged", CodeOf(answer.Body));
        var (_, secret) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token);
        Assert.Equal(1, secret.GetProperty("secret").GetProperty("default_version").GetInt32());
    }

    private Task<ValueAnswer> RestoreAsync(string token, string id, string version, string? condition = null) => fixture.CallValuesAsync(
        "RestoreSecretVersion", HttpMethod.Post, $"/secrets/{id}/versions/{version}/restoration", token, json: null, condition is null ? [] : [("If-Match", condition)]);
}
