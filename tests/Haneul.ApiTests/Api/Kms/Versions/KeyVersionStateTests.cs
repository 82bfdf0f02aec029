using Haneul.Security.Kms.Versions;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>Every action of a caller in every state: what the table allows happens, and everything else is 409 and changes nothing.</summary>
public sealed class KeyVersionStateTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    private static readonly string[] Actions = [KeyVersionLife.Deactivate, KeyVersionLife.Schedule, KeyVersionLife.Cancel];

    public static TheoryData<string, string> Cells() => [.. from state in Enum.GetNames<KeyVersionState>() from action in Actions select (state, action)];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task The_table_decides(string stateName, string action)
    {
        var state = Enum.Parse<KeyVersionState>(stateName);
        var id = await fixture.NewKeyAsync();
        await fixture.NewVersionAsync(id);
        await BringAsync(id, state);
        var before = await fixture.VersionsAsync(id);

        var (status, body) = await ActAsync(id, action);

        if (KeyVersionLife.Table.Allows(state, action, out var next))
        {
            Assert.Equal(200, status);
            Assert.Equal(Shown(next), (await fixture.VersionsAsync(id))[0]);
        }
        else
        {
            Assert.Equal((409, "KeyVersionStateConflict"), (status, CodeOf(body)));
            Assert.Equal($"Version 1 of the key is {KeyVersionLife.Describe(state)}, which does not allow this: {action}.", MessageOf(body));
            Assert.Equal(before, await fixture.VersionsAsync(id));
        }
    }

    [Theory]
    [InlineData("deactivate", "DeactivateKeyVersion")]
    [InlineData("schedule-destroy", "ScheduleKeyVersionDestruction")]
    [InlineData("cancel-schedule-destroy", "CancelScheduledKeyVersionDestruction")]
    public async Task Unknown_versions_and_keys_are_404_and_numbers_in_another_spelling_400(string path, string operation)
    {
        var id = await fixture.NewKeyAsync();
        var json = path == "schedule-destroy" ? Schedule(fixture.Time.GetUtcNow() + TimeSpan.FromDays(1)) : null;

        async Task<(int Status, System.Text.Json.JsonElement Body)> CallAsync(string key, string version, string? token = null) =>
            await fixture.CallKmsAsync(operation, HttpMethod.Patch, $"/{key}/versions/{version}/{path}", json, token);

        var (status, body) = await CallAsync(id, "2");
        Assert.Equal((404, "KeyVersionNotFound"), (status, CodeOf(body)));
        Assert.Contains("2", MessageOf(body), StringComparison.Ordinal);
        (status, body) = await CallAsync("nothing", "1");
        Assert.Equal((404, "KeyNotFound"), (status, CodeOf(body)));
        (status, body) = await CallAsync(id, "1", fixture.Other.Token);
        Assert.Equal((404, "KeyNotFound"), (status, CodeOf(body)));
        foreach (var version in new[] { "0", "01", "-1", "+1", "one", "2147483648" })
        {
            Assert.Equal(400, (await CallAsync(id, version)).Status);
        }

        (status, body) = await fixture.CallKmsAsync(operation, HttpMethod.Patch, $"/{id}/versions/1/{path}?force=true", json);
        Assert.Equal(400, status);
        Assert.Contains("force: ", MessageOf(body), StringComparison.Ordinal);
        Assert.Equal([(1, "ACTIVE", false)], await fixture.VersionsAsync(id));
    }

    [Fact]
    public async Task Two_who_deactivate_at_once_do_it_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var id = await fixture.NewKeyAsync();
            await fixture.NewVersionAsync(id);

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => fixture.DeactivateAsync(id, 1)));

            Assert.Equal([200, 409, 409, 409], answers.Select(answer => answer.Status).Order());
            Assert.Equal("ACTIVE", (await fixture.KeyAsync(id)).GetProperty("status").GetString());
            await fixture.DeactivateAsync(id, 2);
            Assert.Equal("DEACTIVATED", (await fixture.KeyAsync(id)).GetProperty("status").GetString());
        }
    }

    [Fact]
    public async Task Answers_and_events_tell_what_was_done()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.NewVersionAsync(id);
        var at = fixture.Time.GetUtcNow() + TimeSpan.FromDays(10);

        await StepAsync(async () => Assert.True((await fixture.DeactivateAsync(id, 1)).Body.GetProperty("version").GetProperty("is_deactivated").GetBoolean()));
        await StepAsync(async () => Assert.Equal("SCHEDULED", (await fixture.ScheduleAsync(id, 2, at)).Body.GetProperty("version").GetProperty("destroy_status").GetString()));
        await StepAsync(async () => Assert.Equal("CANCELED", (await fixture.CancelAsync(id, 2)).Body.GetProperty("version").GetProperty("destroy_status").GetString()));
        await StepAsync(async () => Assert.Equal(409, (await fixture.CancelAsync(id, 2)).Status));

        var events = (await fixture.EventsAsync(id)).Where(each => each.GetProperty("event_name").GetString() is not ("Create Key" or "Create Key Version" or "Get Key")).Reverse().ToList();
        Assert.Equal(
            [
                ("Deactivate Key Version", "1", "success"),
                ("Schedule Key Version Deletion", "2", "success"),
                ("Cancel Schedule Key Version Deletion", "2", "success"),
                ("Cancel Schedule Key Version Deletion", "2", "failed"),
            ],
            events.Select(each => (each.GetProperty("event_name").GetString(), FactOf(each, "version"), each.GetProperty("result").GetString())));
        Assert.StartsWith(at.ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), FactOf(events[1], "destruction_at"), StringComparison.Ordinal);

        async Task StepAsync(Func<Task> call)
        {
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await call();
        }
    }

    private static (int Version, string Status, bool IsScheduled) Shown(KeyVersionState state) =>
        (1, KeyVersionLife.ToColumns(state).Status, state is KeyVersionState.ActiveAndScheduled or KeyVersionState.DeactivatedAndScheduled);

    private Task<(int Status, System.Text.Json.JsonElement Body)> ActAsync(string id, string action) => action switch
    {
        KeyVersionLife.Deactivate => fixture.DeactivateAsync(id, 1),
        KeyVersionLife.Schedule => fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromDays(2)),
        _ => fixture.CancelAsync(id, 1),
    };

    private async Task BringAsync(string id, KeyVersionState state)
    {
        if (state is KeyVersionState.Deactivated or KeyVersionState.DeactivatedAndScheduled)
        {
            await fixture.DeactivateAsync(id, 1);
        }

        if (state is KeyVersionState.ActiveAndScheduled or KeyVersionState.DeactivatedAndScheduled)
        {
            await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromDays(1));
        }

        if (state == KeyVersionState.Destroyed)
        {
            await fixture.DestroyAsync(id, 1);
        }
    }
}
