using System.Text.Json;
using Haneul.ApiTests.Api.Kms.Versions;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Attention;
using static Haneul.ApiTests.Infrastructure.AttentionCalls;

namespace Haneul.ApiTests.Api.Kms.Attention;

/// <summary>What of a project's keys needs attention. The clock of these tests begins on 2026-11-21 at 18:00 in Korea.</summary>
public sealed class KeyAttentionTests : IAsyncLifetime
{
    private const string Destructions = "/haneul/v1/kms/scheduled-destructions";
    private const string Rotations = "/haneul/v1/kms/rotations";
    private const string Summary = "/haneul/v1/kms/summary";

    private readonly KeyVersionsFixture _fixture = new();

    private string Token => _fixture.Admin.Token;

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Destructions_come_soonest_first_with_who_wanted_them_and_go_when_they_are_done()
    {
        var now = _fixture.Time.GetUtcNow();
        var later = await _fixture.NewKeyAsync();
        var sooner = await _fixture.NewKeyAsync();
        await _fixture.NewVersionAsync(sooner);
        await _fixture.ScheduleAsync(later, 1, now.AddDays(2));
        await _fixture.ScheduleAsync(sooner, 2, now.AddDays(1));

        var body = await _fixture.LookAsync("ListScheduledKeyDestructions", Destructions, Token);

        Assert.Equal(
            [(sooner, 2, _fixture.Admin.UserId), (later, 1, _fixture.Admin.UserId)],
            body.GetProperty("destructions").EnumerateArray().Select(static each => (
                each.GetProperty("key_id").GetString()!, each.GetProperty("version").GetInt32(), each.GetProperty("scheduled_by").GetProperty("user_id").GetString()!)));
        Assert.Equal(now.AddDays(1), body.GetProperty("destructions")[0].GetProperty("destruction_at").GetDateTimeOffset());
        Assert.Equal([2, 1], (await _fixture.WalkAsync("ListScheduledKeyDestructions", Destructions, "destructions", Token, 1)).Select(static each => each.GetProperty("version").GetInt32()));
        Assert.Empty((await _fixture.LookAsync("ListScheduledKeyDestructions", Destructions, _fixture.Other.Token)).GetProperty("destructions").EnumerateArray());

        await _fixture.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(later, Assert.Single((await _fixture.LookAsync("ListScheduledKeyDestructions", Destructions, Token)).GetProperty("destructions").EnumerateArray()).GetProperty("key_id").GetString());
    }

    [Fact]
    public async Task Access_control_hides_the_versions_of_a_key_from_whom_it_keeps_out()
    {
        var id = await _fixture.NewKeyAsync(isAccessControlled: true);
        await _fixture.ScheduleAsync(id, 1, _fixture.Time.GetUtcNow().AddDays(1));
        var stranger = await _fixture.CreatePersonaAsync(_fixture.Admin.ProjectId, "project_admin");

        foreach (var (token, expected) in new[] { (Token, 1), (stranger.Token, 0) })
        {
            Assert.Equal(expected, (await _fixture.LookAsync("ListScheduledKeyDestructions", Destructions, token)).GetProperty("destructions").GetArrayLength());
            Assert.Equal((expected, false), CountOf((await SummaryAsync(token)).GetProperty("scheduled_destructions"), "versions"));
        }
    }

    [Fact]
    public async Task Rotations_come_soonest_first_and_those_of_keys_out_of_use_do_not_come()
    {
        var late = await _fixture.NewKeyAsync(more: ""","rotation_period":30""");
        var soon = await _fixture.NewKeyAsync(more: ""","rotation_period":2""");
        await _fixture.NewKeyAsync();
        var idle = await _fixture.NewKeyAsync(more: ""","rotation_period":1""");
        await _fixture.DeactivateAsync(idle, 1);

        var found = await _fixture.WalkAsync("ListKeyRotations", Rotations, "rotations", Token, 1);

        Assert.Equal([soon, late], found.Select(static each => each.GetProperty("key_id").GetString()!));
        Assert.Equal((2, "2026-11-22T15:00:00.000000Z"), (found[0].GetProperty("rotation_period").GetInt32(), found[0].GetProperty("next_rotation_at").GetString()));
        Assert.Equal(JsonValueKind.Null, found[0].GetProperty("last_rotation_at").ValueKind);
    }

    [Fact]
    public async Task Keys_that_were_not_rotated_for_long_come_with_the_longest_first()
    {
        var oldest = await _fixture.NewKeyAsync();
        await _fixture.NewKeyAsync(more: ""","is_pending_activation":true""");
        await _fixture.AdvanceAsync(TimeSpan.FromDays(10));
        var middle = await _fixture.NewKeyAsync();
        var rotated = await _fixture.NewKeyAsync();
        await _fixture.AdvanceAsync(TimeSpan.FromDays(90));
        await _fixture.NewVersionAsync(rotated);

        Assert.Equal([oldest, middle], await OlderThanAsync(90));
        Assert.Equal([oldest], await OlderThanAsync(91));
        Assert.Equal([oldest, middle, rotated], await OlderThanAsync(0));
        Assert.Equal((2, false), CountOf((await SummaryAsync(Token, "?older_than_days=90")).GetProperty("rotations"), "not_rotated"));
        var usual = (await SummaryAsync(Token)).GetProperty("rotations");
        Assert.Equal((365, (0L, false)), (usual.GetProperty("older_than_days").GetInt32(), CountOf(usual, "not_rotated")));
    }

    [Fact]
    public async Task A_cursor_goes_on_with_its_own_list_alone()
    {
        await _fixture.NewKeyAsync();
        await _fixture.NewKeyAsync();
        var cursor = (await _fixture.LookAsync("ListKeyRotations", Rotations + "?older_than_days=0&limit=1", Token)).GetProperty("next_cursor").GetString();

        Assert.Equal(200, (await _fixture.AskAsync("ListKeyRotations", $"{Rotations}?older_than_days=0&cursor={cursor}", Token)).Status);
        foreach (var query in new[] { $"?cursor={cursor}", $"?older_than_days=1&cursor={cursor}", "?older_than_days=-1", "?older_than_days=3651", "?limit=0" })
        {
            Assert.Equal(400, (await _fixture.AskAsync("ListKeyRotations", Rotations + query, Token)).Status);
        }

        Assert.Equal(400, (await _fixture.AskAsync("ListScheduledKeyDestructions", $"{Destructions}?cursor={cursor}", Token)).Status);
        Assert.Equal(400, (await _fixture.AskAsync("ListKeyRotations", $"{Rotations}?older_than_days=0&cursor={cursor}", _fixture.Other.Token)).Status);
        Assert.Equal(400, (await _fixture.AskAsync("GetKmsSummary", Summary + "?limit=1", Token)).Status);
    }

    [Fact]
    public async Task Keys_are_counted_by_state()
    {
        await _fixture.NewKeyAsync(more: ""","rotation_period":2""");
        await _fixture.NewKeyAsync(more: ""","is_pending_activation":true""");
        var idle = await _fixture.NewKeyAsync();
        await _fixture.DeactivateAsync(idle, 1);
        var scheduled = await _fixture.NewKeyAsync();
        await _fixture.ScheduleAsync(scheduled, 1, _fixture.Time.GetUtcNow().AddDays(1));

        var summary = await SummaryAsync(Token);

        Assert.Equal(
            [(4, false), (1, false), (2, false), (1, false)],
            new[] { "total", "active", "deactivated", "pre_activation" }.Select(state => CountOf(summary.GetProperty("keys"), state)));
        Assert.Equal((1, false), CountOf(summary.GetProperty("rotations"), "planned"));
        Assert.Equal("2026-11-22T15:00:00.000000Z", summary.GetProperty("rotations").GetProperty("next_at").GetString());
        Assert.Equal(_fixture.Time.GetUtcNow().AddDays(1), summary.GetProperty("scheduled_destructions").GetProperty("next_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Everything_is_found_by_an_index()
    {
        var after = new PagePosition(1, "k", 1);
        Sql next = $"next_rotation_at";
        foreach (var (statement, expected) in new (Sql, string)[]
        {
            (ListScheduledKeyDestructions.Statement($"k.is_access_control_enabled = 0", "p", after, 21), "SEARCH v USING COVERING INDEX kms_key_versions_by_destruction (project_id=?"),
            (RotationOrder.Page(next, RotationOrder.Planned("p"), after, 21), "SEARCH kms_keys USING INDEX kms_keys_by_next_rotation (project_id=?"),
            (RotationOrder.Page(RotationOrder.RotatedAt, RotationOrder.NotRotated("p", _fixture.Time.GetUtcNow(), 9), after, 21), "SEARCH kms_keys USING INDEX kms_keys_by_last_rotation (project_id=?"),
            ($"SELECT 1 {RotationOrder.NotRotated("p", _fixture.Time.GetUtcNow(), 9)}", "SEARCH kms_keys USING INDEX kms_keys_by_last_rotation (project_id=?"),
            ($"SELECT 1 {GetKmsSummary.AllKeys("p")}", "SEARCH kms_keys USING COVERING INDEX"),
            ($"SELECT 1 {GetKmsSummary.InactiveKeys("p")} AND default_version = 0", "SEARCH kms_keys USING COVERING INDEX kms_keys_inactive (project_id=?"),
        })
        {
            var plan = await _fixture.PlanAsync(statement);
            Assert.StartsWith(expected, plan[0], StringComparison.Ordinal);
            Assert.DoesNotContain(plan, static step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    private async Task<JsonElement> SummaryAsync(string token, string query = "") => (await _fixture.LookAsync("GetKmsSummary", Summary + query, token)).GetProperty("summary");

    private async Task<IEnumerable<string>> OlderThanAsync(int days) =>
        (await _fixture.WalkAsync("ListKeyRotations", $"{Rotations}?older_than_days={days}", "rotations", Token, 2)).Select(static each => each.GetProperty("key_id").GetString()!);
}
