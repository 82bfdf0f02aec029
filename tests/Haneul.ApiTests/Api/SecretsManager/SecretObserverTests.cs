using System.Collections.Concurrent;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>A server with an observer that notes what it is told.</summary>
public sealed class ObservedFixture : SecretsFixture
{
    internal ConcurrentQueue<(SecretChange Change, bool HasCall)> Seen { get; } = [];

    /// <summary>What is done while a change is told, within its transaction; null for nothing.</summary>
    internal Func<SecretChange, Task>? Meanwhile { get; set; }

    /// <summary>The secret whose changes fail; null for none.</summary>
    internal string? Refused { get; set; }

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?> { ["Haneul:DestructionMinimumDays"] = "0" };

    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddSingleton<ISecretObserver>(new Observer(this));
    }

    private sealed class Observer(ObservedFixture fixture) : ISecretObserver
    {
        public async ValueTask OnChangedAsync(ITransaction transaction, Call? call, SecretChange change)
        {
            if (change.SecretId == fixture.Refused)
            {
                throw new InvalidOperationException("The observer fails.");
            }

            fixture.Seen.Enqueue((change, call is not null));
            if (fixture.Meanwhile is { } meanwhile)
            {
                await meanwhile(change);
            }
        }
    }
}

public sealed class SecretObserverTests(ObservedFixture fixture) : IClassFixture<ObservedFixture>
{
    [Fact]
    public async Task Every_change_is_told_with_its_kind_and_version()
    {
        var name = NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, name: name);
        await fixture.CreateVersionAsync(fixture.Token, id, "2");
        await fixture.MoveAsync(fixture.Token, id, 1, "DeactivateSecretVersion");
        await fixture.MoveAsync(fixture.Token, id, 1, "ActivateSecretVersion");
        await fixture.MoveAsync(fixture.Token, id, 1, "ScheduleSecretVersionDestruction");
        await fixture.MoveAsync(fixture.Token, id, 1, "CancelScheduledSecretVersionDestruction");
        await fixture.CallAsync("UpdateSecretKmsKey", HttpMethod.Patch, $"/{id}/kms-key", fixture.Token, """{"secret":{"kms_key_id":null}}""");
        await fixture.CallAsync("UpdateSecretsAccessControl", HttpMethod.Put, $"/{id}/access-control", fixture.Token, """{"access_control":{"is_enabled":true}}""");
        await fixture.CallAsync("AddSecretsAccessTargets", HttpMethod.Post, $"/{id}/access-control/targets", fixture.Token, """{"targets":{"ids":["x"]}}""");
        await fixture.CallAsync("BulkDestroySecretVersions", HttpMethod.Patch, $"/{id}/versions/destroy", fixture.Token, Versions(1));
        await fixture.MoveAsync(fixture.Token, id, 2, "ScheduleSecretVersionDestruction", fixture.Time.GetUtcNow().AddSeconds(1));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        await fixture.CallAsync("DeleteSecret", HttpMethod.Delete, $"/{id}", fixture.Token);

        var seen = fixture.Seen.Where(each => each.Change.SecretId == id).ToList();
        Assert.Equal(
            [
                ("created", 1, true), ("version-created", 2, true), ("version-deactivated", 1, true), ("version-activated", 1, true), ("version-scheduled", 1, true),
                ("version-schedule-cancelled", 1, true), ("key-changed", null, true), ("access-changed", null, true), ("access-changed", null, true),
                ("version-destroyed", 1, true), ("version-scheduled", 2, true), ("version-destroyed", 2, false), ("deleted", null, true),
            ],
            seen.Select(each => (each.Change.Kind, each.Change.Version, each.HasCall)));
        Assert.All(seen, each => Assert.Equal((fixture.Admin.ProjectId, name), (each.Change.ProjectId, each.Change.Name)));
    }

    // What is told goes into a row that the whole project shares. Whoever had that one and then waited for a secret would wait for whoever has the secret and
    // waits to tell of it, until PostgreSQL ends one of the two.
    [Fact]
    public async Task A_deletion_of_several_has_all_of_them_before_it_tells_of_the_first()
    {
        Assert.SkipWhen(fixture.Database.Engine == DatabaseEngine.Sqlite, "SQLite has one writer: nothing is under way beside it.");
        var ids = new List<string>();
        for (var count = 0; count < 4; count++)
        {
            ids.Add(await fixture.CreateSecretAsync(fixture.Token));
            await fixture.MoveAsync(fixture.Token, ids[^1], 1, "DestroySecretVersion");
        }

        var free = new ConcurrentQueue<string>();
        fixture.Meanwhile = async change =>
        {
            foreach (var id in ids.Where(_ => change.Kind == SecretChangeKinds.Deleted))
            {
                var found = await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(transaction => transaction.QueryFirstOrDefaultAsync(
                    $"SELECT id FROM secrets_secrets WHERE id = {id} {SqlToken.SkipLocked}", row => row.GetString(0)));
                if (found is not null)
                {
                    free.Enqueue(found);
                }
            }
        };
        try
        {
            var names = string.Join(',', ids.Select(id => $"\"{id}\""));
            var (status, body) = await fixture.CallAsync("BulkDeleteSecrets", HttpMethod.Post, "/deletions", fixture.Token, $$$"""{"secrets":{"ids":[{{{names}}}]}}""");

            Assert.Equal((200, 4), (status, body.GetProperty("secrets").GetProperty("succeeded").GetInt32()));
            Assert.Empty(free);
        }
        finally
        {
            fixture.Meanwhile = null;
        }
    }

    [Fact]
    public async Task What_is_refused_is_not_told()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.MoveAsync(fixture.Token, id, 1, "ActivateSecretVersion");
        await fixture.MoveAsync(fixture.Token, id, 7, "DestroySecretVersion");
        await fixture.MoveAsync(fixture.OtherToken, id, 1, "DestroySecretVersion");
        await fixture.CallAsync("DeleteSecret", HttpMethod.Delete, $"/{id}", fixture.Token);

        Assert.Equal("created", Assert.Single(fixture.Seen, each => each.Change.SecretId == id).Change.Kind);
    }

    [Fact]
    public async Task A_change_that_cannot_be_noted_does_not_happen()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        fixture.Refused = id;
        var (status, _) = await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");
        fixture.Refused = null;

        Assert.Equal(500, status);
        Assert.Equal("v1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task The_row_tells_who_changed_it_last_and_when()
    {
        var member = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var created = await ChangedAsync(id);
        Assert.Equal(fixture.Admin.UserName, created.By);

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.CreateVersionAsync(member.Token, id, "2");
        var stored = await ChangedAsync(id);
        Assert.Equal((member.UserName, created.At + 1_000_000), (stored.By, stored.At));

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.MoveAsync(fixture.Token, id, 1, "ScheduleSecretVersionDestruction", fixture.Time.GetUtcNow().AddSeconds(1));
        Assert.Equal((fixture.Admin.UserName, created.At + 2_000_000), await ChangedAsync(id));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        Assert.Equal("Secrets Manager", (await ChangedAsync(id)).By);
    }

    private ValueTask<(string By, long At)> ChangedAsync(string id) => fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"SELECT changed_by, changed_at FROM secrets_secrets WHERE id = {id}", row => (row.GetString(0), row.GetInt64(1))));
}
