using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager.Catalogue;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Attention;
using static Haneul.ApiTests.Infrastructure.AttentionCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Attention;

public sealed class SecretsManagerSummaryTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string Path = "/haneul/v1/secrets-manager/summary";

    [Fact]
    public async Task Secrets_are_counted_by_state_and_by_what_needs_attention()
    {
        var token = await fixture.NewProjectTokenAsync();
        var now = fixture.Time.GetUtcNow();
        var active = await fixture.CreateSecretAsync(token);
        var scheduled = await fixture.CreateSecretAsync(token);
        var empty = await fixture.CreateSecretAsync(token);
        await fixture.MoveAsync(token, scheduled, 1, "ScheduleSecretVersionDestruction", now.AddDays(8));
        await fixture.MoveAsync(token, empty, 1, "DeactivateSecretVersion");
        await fixture.ChangeAsync(token, active, $$"""{"expires_at":"{{now.AddDays(31):O}}"}""");
        await fixture.ChangeAsync(token, empty, $$"""{"expires_at":"{{now.AddDays(2):O}}"}""");

        var summary = await SummaryAsync(token);

        var secrets = summary.GetProperty("secrets");
        Assert.Equal(((3L, false), (1L, false), (2L, false)), (CountOf(secrets, "total"), CountOf(secrets, "active"), CountOf(secrets, "deactivated")));
        Assert.Equal(now.AddDays(8), summary.GetProperty("scheduled_destructions").GetProperty("next_at").GetDateTimeOffset());
        var expiry = summary.GetProperty("expiry");
        Assert.Equal((30, (0L, false), (1L, false)), (expiry.GetProperty("within_days").GetInt32(), CountOf(expiry, "expired"), CountOf(expiry, "expiring")));
        Assert.Equal(now.AddDays(2), expiry.GetProperty("next_at").GetDateTimeOffset());
        Assert.Equal((2, false), CountOf((await SummaryAsync(token, "?expiring_within_days=31")).GetProperty("expiry"), "expiring"));
    }

    [Fact]
    public async Task A_secret_whose_date_has_come_is_expired_and_not_expiring()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var id = await fixture.CreateSecretAsync(persona.Token);
        var past = Kernel.Runtime.UnixTime.ToMicroseconds(fixture.Time.GetUtcNow());
        await fixture.Database().WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE secrets_secrets SET expires_at = {past} WHERE id = {id}"));

        var expiry = (await SummaryAsync(persona.Token)).GetProperty("expiry");

        Assert.Equal(((1L, false), (0L, false)), (CountOf(expiry, "expired"), CountOf(expiry, "expiring")));
        Assert.Equal(JsonValueKind.Null, expiry.GetProperty("next_at").ValueKind);
    }

    [Fact]
    public async Task An_empty_project_has_nothing()
    {
        var summary = await SummaryAsync(await fixture.NewProjectTokenAsync());

        Assert.All(["total", "active", "deactivated"], state => Assert.Equal((0, false), CountOf(summary.GetProperty("secrets"), state)));
        Assert.Equal((0, false), CountOf(summary.GetProperty("scheduled_destructions"), "versions"));
    }

    [Fact]
    public async Task What_needs_attention_is_counted_to_a_thousand_and_then_there_are_at_least_so_many()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        await FillAsync(persona, 1000);
        Assert.Equal((1000, false), CountOf((await SummaryAsync(persona.Token)).GetProperty("scheduled_destructions"), "versions"));

        await fixture.MoveAsync(persona.Token, await fixture.CreateSecretAsync(persona.Token), 1, "ScheduleSecretVersionDestruction", fixture.Time.GetUtcNow().AddDays(8));

        var summary = await SummaryAsync(persona.Token);
        Assert.Equal((1000, true), CountOf(summary.GetProperty("scheduled_destructions"), "versions"));
        Assert.Equal((1001, false), CountOf(summary.GetProperty("secrets"), "total"));
        Assert.Equal(1001, (await fixture.WalkAsync("ListScheduledSecretDestructions", "/haneul/v1/secrets-manager/scheduled-destructions", "destructions", persona.Token, 300)).Count);
    }

    [Theory]
    [InlineData("?expiring_within_days=0", "expiring_within_days: must be a whole number from 1 to 3650")]
    [InlineData("?colour=red", "colour: is not a known parameter")]
    public async Task A_wrong_parameter_is_400(string query, string expected)
    {
        var (status, body) = await fixture.AskAsync("GetSecretsManagerSummary", Path + query, fixture.Token);

        Assert.Equal(400, status);
        Assert.Contains(expected, SecretCalls.MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_are_counted_from_indexes_alone()
    {
        Assert.StartsWith("SEARCH secrets_secrets USING COVERING INDEX", Assert.Single(await fixture.PlanAsync($"SELECT 1 {GetSecretsManagerSummary.AllSecrets("p")}")), StringComparison.Ordinal);
        Assert.StartsWith(
            "SEARCH secrets_secrets USING COVERING INDEX secrets_secrets_inactive",
            Assert.Single(await fixture.PlanAsync($"SELECT 1 {GetSecretsManagerSummary.InactiveSecrets("p")}")), StringComparison.Ordinal);
    }

    private async Task<JsonElement> SummaryAsync(string token, string query = "") => (await fixture.LookAsync("GetSecretsManagerSummary", Path + query, token)).GetProperty("summary");

    /// <summary>Secrets of which the one version is going to be destroyed, as the operations would leave them but for their jobs.</summary>
    private async Task FillAsync(Persona persona, long count)
    {
        Sql numbers = $"WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {count})";
        await fixture.Database().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_secrets (project_id, id, name, default_version, version_count, active_version_count, created_at, created_by, owner_id)
                {numbers} SELECT {persona.ProjectId}, 'many-' || i, 'many-' || i, 1, 1, 0, i, 'x', {persona.UserId} FROM numbers
                """);
            return await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_versions (project_id, secret_id, version, status, ciphertext, created_at, destruction_at)
                {numbers} SELECT {persona.ProjectId}, 'many-' || i, 1, 'Deactivated', {new byte[] { 1 }}, i, i FROM numbers
                """);
        });
    }
}
