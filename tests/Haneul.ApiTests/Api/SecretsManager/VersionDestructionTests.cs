using System.Globalization;
using System.Text.Json;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class VersionDestructionTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string Schedule = "ScheduleSecretVersionDestruction";

    [Fact]
    public async Task A_version_waits_deactivated_and_is_destroyed_at_its_time()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var name = NewName();
        var id = await fixture.CreateSecretAsync(persona.Token, "\"gone\"", name);
        await fixture.CreateVersionAsync(persona.Token, id, "\"stays\"");
        var at = fixture.Time.GetUtcNow().AddDays(7);
        var (status, body) = await fixture.MoveAsync(persona.Token, id, 1, Schedule, at);

        Assert.Equal(200, status);
        Assert.Equal("Deactivated", body.GetProperty("version").GetProperty("status").GetString());
        Assert.Equal(at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture), body.GetProperty("version").GetProperty("resolved_destruction_at").GetString());
        Assert.Equal(409, (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", persona.Token)).Status);

        fixture.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        var token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal("Deactivated", (await fixture.VersionsAsync(token, id))[0].GetProperty("status").GetString());

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        var versions = await fixture.VersionsAsync(token, id);
        Assert.Equal("Destroyed", versions[0].GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, versions[0].GetProperty("resolved_destruction_at").ValueKind);
        Assert.Equal("stays", await fixture.ReadFlatAsync(token, id));
        Assert.Equal(1, (await fixture.SecretAsync(token, id)).GetProperty("version_count").GetInt32());
        await AssertDestructionEventAsync(persona, token, id, name);
    }

    [Fact]
    public async Task A_destruction_that_was_taken_back_does_not_take_place()
    {
        var (persona, id) = await NewAsync();
        await fixture.MoveAsync(persona.Token, id, 1, Schedule);
        var (status, body) = await fixture.MoveAsync(persona.Token, id, 1, "CancelScheduledSecretVersionDestruction");

        Assert.Equal(200, status);
        Assert.Equal("Deactivated", body.GetProperty("version").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("version").GetProperty("resolved_destruction_at").ValueKind);
        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.RunDueJobsAsync();
        var token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        await fixture.MoveAsync(token, id, 1, "ActivateSecretVersion");
        Assert.Equal("v1", await fixture.ReadFlatAsync(token, id));
    }

    // As after a clock that ran ahead and was set back.
    [Fact]
    public async Task A_job_that_comes_too_early_destroys_nothing_and_comes_again_at_its_time()
    {
        var (persona, id) = await NewAsync();
        await fixture.MoveAsync(persona.Token, id, 1, Schedule, fixture.Time.GetUtcNow().AddDays(7));
        var jobId = $"{persona.ProjectId}/{id}/1";
        Assert.Equal(1, await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(tx => tx.ExecuteAsync($"UPDATE jobs SET due_at = 1 WHERE id = {jobId}")));

        await fixture.RunDueJobsAsync();
        Assert.Equal("Deactivated", (await fixture.VersionsAsync(persona.Token, id))[0].GetProperty("status").GetString());

        fixture.Time.Advance(TimeSpan.FromDays(7));
        await fixture.RunDueJobsAsync();
        var token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal("Destroyed", (await fixture.VersionsAsync(token, id))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_last_time_that_was_set_counts()
    {
        var (persona, id) = await NewAsync();
        var start = fixture.Time.GetUtcNow();
        await fixture.MoveAsync(persona.Token, id, 1, Schedule, start.AddDays(8));
        await fixture.MoveAsync(persona.Token, id, 1, Schedule, start.AddDays(20));

        fixture.Time.Advance(TimeSpan.FromDays(19));
        await fixture.RunDueJobsAsync();
        var token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal("Deactivated", (await fixture.VersionsAsync(token, id))[0].GetProperty("status").GetString());
        fixture.Time.Advance(TimeSpan.FromDays(1));
        await fixture.RunDueJobsAsync();
        token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal("Destroyed", (await fixture.VersionsAsync(token, id))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_version_that_is_destroyed_before_its_time_is_destroyed_once()
    {
        var (persona, id) = await NewAsync();
        await fixture.MoveAsync(persona.Token, id, 1, Schedule);
        Assert.Equal(204, (await fixture.MoveAsync(persona.Token, id, 1, "DestroySecretVersion")).Status);

        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.RunDueJobsAsync();
        var token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Single(await fixture.EventsOfAsync(token, id), each => each.GetProperty("event_name").GetString() == "Delete Secret Version");
        Assert.Equal(0, (await fixture.SecretAsync(token, id)).GetProperty("version_count").GetInt32());
    }

    private async Task<(Infrastructure.Persona Persona, string Id)> NewAsync()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        return (persona, await fixture.CreateSecretAsync(persona.Token));
    }

    private async Task AssertDestructionEventAsync(Infrastructure.Persona planner, string token, string id, string name)
    {
        var destroyed = Assert.Single(await fixture.EventsOfAsync(token, id), each => each.GetProperty("event_name").GetString() == "Delete Secret Version");
        Assert.Equal("Secrets Manager", destroyed.GetProperty("service_name").GetString());
        Assert.Equal(planner.UserId, destroyed.GetProperty("user").GetProperty("uuid").GetString());
        Assert.Equal("1", destroyed.GetProperty("additional_info").GetProperty("version").GetString());
        Assert.Equal(name, destroyed.GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal("Secret Version", destroyed.GetProperty("resource").GetProperty("type").GetString());
    }
}

/// <summary>A server that is set to destroy without a wait.</summary>
public sealed class WithoutWaitFixture : SecretsFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?> { ["Haneul:DestructionMinimumDays"] = "0" };
}

public sealed class VersionDestructionWithoutWaitTests(WithoutWaitFixture fixture) : IClassFixture<WithoutWaitFixture>
{
    [Fact]
    public async Task Without_a_least_wait_a_destruction_may_be_due_at_once_but_not_in_the_past()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var now = fixture.Time.GetUtcNow();
        var (status, body) = await fixture.MoveAsync(fixture.Token, id, 1, "ScheduleSecretVersionDestruction", now.AddSeconds(-1));
        Assert.Equal(400, status);
        Assert.Contains("must be in the future, at least 0 and at most 30 days from now", MessageOf(body), StringComparison.Ordinal);

        Assert.Equal(200, (await fixture.MoveAsync(fixture.Token, id, 1, "ScheduleSecretVersionDestruction", now.AddSeconds(1))).Status);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        Assert.Equal("Destroyed", (await fixture.VersionsAsync(fixture.Token, id))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_destruction_survives_a_restart_of_the_server()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.MoveAsync(fixture.Token, id, 1, "ScheduleSecretVersionDestruction", fixture.Time.GetUtcNow().AddMinutes(5));
        await fixture.RestartAsync();

        fixture.Time.Advance(TimeSpan.FromMinutes(6));
        await fixture.RunDueJobsAsync();
        Assert.Equal("Destroyed", (await fixture.VersionsAsync(fixture.Token, id))[0].GetProperty("status").GetString());
    }
}
