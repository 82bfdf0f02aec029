using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager.Catalogue;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Attention;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Attention;

public sealed class ScheduledSecretDestructionsTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string List = "ListScheduledSecretDestructions";
    private const string Path = "/haneul/v1/secrets-manager/scheduled-destructions";

    [Fact]
    public async Task The_soonest_comes_first_with_who_wanted_it()
    {
        var admin = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var member = await fixture.CreatePersonaAsync(admin.ProjectId, "project_member");
        var later = await fixture.CreateSecretAsync(admin.Token, name: "later");
        var sooner = await fixture.CreateSecretAsync(admin.Token, name: "sooner");
        var at = fixture.Time.GetUtcNow();
        await ScheduleAsync(admin.Token, later, at.AddDays(20));
        await ScheduleAsync(member.Token, sooner, at.AddDays(10));

        var body = await fixture.LookAsync(List, Path, admin.Token);

        Assert.Equal(
            [("sooner", sooner, 1, member.UserName), ("later", later, 1, admin.UserName)],
            body.GetProperty("destructions").EnumerateArray().Select(static each => (
                each.GetProperty("secret_name").GetString()!, each.GetProperty("secret_id").GetString()!, each.GetProperty("version").GetInt32(),
                each.GetProperty("scheduled_by").GetProperty("user_name").GetString()!)));
        Assert.Equal(at.AddDays(10), body.GetProperty("destructions")[0].GetProperty("destruction_at").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, body.GetProperty("next_cursor").ValueKind);
    }

    [Fact]
    public async Task What_is_taken_back_or_put_off_or_done_is_not_there_any_more()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token);
        var at = fixture.Time.GetUtcNow();
        await ScheduleAsync(token, id, at.AddDays(8));
        await ScheduleAsync(token, id, at.AddDays(9));
        Assert.Equal(at.AddDays(9), Assert.Single((await fixture.LookAsync(List, Path, token)).GetProperty("destructions").EnumerateArray()).GetProperty("destruction_at").GetDateTimeOffset());

        Assert.Equal(200, (await fixture.MoveAsync(token, id, 1, "CancelScheduledSecretVersionDestruction")).Status);
        Assert.Empty((await fixture.LookAsync(List, Path, token)).GetProperty("destructions").EnumerateArray());

        await ScheduleAsync(token, id, at.AddDays(9));
        Assert.Equal(204, (await fixture.MoveAsync(token, id, 1, "DestroySecretVersion")).Status);
        Assert.Empty((await fixture.LookAsync(List, Path, token)).GetProperty("destructions").EnumerateArray());
    }

    [Fact]
    public async Task Access_control_hides_the_versions_of_a_secret_from_whom_it_keeps_out_and_the_summary_counts_the_same()
    {
        var owner = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var other = await fixture.CreatePersonaAsync(owner.ProjectId, "project_admin");
        var id = await fixture.CreateSecretAsync(owner.Token);
        await ScheduleAsync(owner.Token, id, fixture.Time.GetUtcNow().AddDays(8));
        await fixture.CloseAsync(id);

        foreach (var (token, expected) in new[] { (owner.Token, 1), (other.Token, 0) })
        {
            Assert.Equal(expected, (await fixture.LookAsync(List, Path, token)).GetProperty("destructions").GetArrayLength());
            var summary = (await fixture.LookAsync("GetSecretsManagerSummary", "/haneul/v1/secrets-manager/summary", token)).GetProperty("summary").GetProperty("scheduled_destructions");
            Assert.Equal((expected, false), AttentionCalls.CountOf(summary, "versions"));
            Assert.Equal(expected == 0, summary.GetProperty("next_at").ValueKind == JsonValueKind.Null);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Pages_show_everything_once_in_one_order(int limit)
    {
        var token = await fixture.NewProjectTokenAsync();
        var at = fixture.Time.GetUtcNow().AddDays(9);
        for (var index = 0; index < 3; index++)
        {
            // Two versions of each at the same instant: the instant alone is no order.
            var id = await fixture.CreateSecretAsync(token);
            await fixture.CreateVersionAsync(token, id, "\"v2\"");
            await ScheduleAsync(token, id, at);
            await ScheduleAsync(token, id, at, version: 2);
        }

        var found = await fixture.WalkAsync(List, Path, "destructions", token, limit);

        Assert.Equal(6, found.Count);
        Assert.Equal(6, found.Select(static each => (each.GetProperty("secret_id").GetString(), each.GetProperty("version").GetInt32())).Distinct().Count());
    }

    [Fact]
    public async Task A_cursor_of_another_project_or_made_up_is_refused_with_everything_else_that_is_wrong()
    {
        var at = fixture.Time.GetUtcNow().AddDays(9);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await ScheduleAsync(fixture.Token, await fixture.CreateSecretAsync(fixture.Token), at);
        }

        var cursor = (await fixture.LookAsync(List, Path + "?limit=1", fixture.Token)).GetProperty("next_cursor").GetString()!;
        Assert.Equal(200, (await fixture.AskAsync(List, $"{Path}?cursor={cursor}", fixture.Token)).Status);
        foreach (var wrong in new[] { $"{cursor}A", "AAAA", $"B{cursor[1..]}", "?" })
        {
            Assert.Equal(400, (await fixture.AskAsync(List, $"{Path}?cursor={Uri.EscapeDataString(wrong)}", fixture.Token)).Status);
        }

        var (status, body) = await fixture.AskAsync(List, $"{Path}?cursor={cursor}&limit=1001&colour=red", fixture.OtherToken);
        Assert.Equal(400, status);
        foreach (var problem in new[] { "cursor: is not a cursor of this list", "limit: must be", "colour: is not a known parameter" })
        {
            Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_is_found_by_the_index_of_what_is_going_to_be_destroyed()
    {
        Sql admits = $"s.is_access_control_enabled = 0";
        foreach (var statement in new Sql[]
        {
            ListScheduledSecretDestructions.Statement(admits, "p", new PagePosition(1, "s", 1), 21),
            $"SELECT 1 {ListScheduledSecretDestructions.From(admits, "p")} LIMIT 1001",
        })
        {
            var plan = await fixture.PlanAsync(statement);
            Assert.StartsWith("SEARCH v USING COVERING INDEX secrets_versions_by_destruction (project_id=?", plan[0], StringComparison.Ordinal);
            Assert.EndsWith("(project_id=? AND id=?)", plan[1], StringComparison.Ordinal);
            Assert.Equal(2, plan.Count);
        }
    }

    private async Task ScheduleAsync(string token, string id, DateTimeOffset at, int version = 1) =>
        Assert.Equal(200, (await fixture.MoveAsync(token, id, version, "ScheduleSecretVersionDestruction", at)).Status);
}
