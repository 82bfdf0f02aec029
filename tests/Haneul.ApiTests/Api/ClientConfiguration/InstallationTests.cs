using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Infrastructure.AttentionCalls;

namespace Haneul.ApiTests.Api.ClientConfiguration;

/// <summary>What administrators see of the installation.</summary>
public sealed class InstallationTests : IAsyncLifetime
{
    private const string Path = "/config/haneul/v1/installation";
    private static readonly string[] Parts = ["database", "keys", "jobs", "trail", "log_storage", "notifications"];

    private readonly ApiFixture _fixture = new();

    private IDatabase Store => _fixture.Services.GetRequiredService<IDatabase>();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(Path)]
    [InlineData("/haneul/v1/installation")]
    public async Task A_new_installation_is_well_in_every_part(string path)
    {
        var started = _fixture.Time.GetUtcNow();
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));

        var installation = await InstallationAsync(path);

        Assert.Equal("ok", installation.GetProperty("status").GetString());
        Assert.All(Parts, part => Assert.Equal(("ok", 0), (installation.GetProperty(part).GetProperty("status").GetString(), installation.GetProperty(part).GetProperty("problems").GetArrayLength())));
        Assert.Equal(started, installation.GetProperty("started_at").GetDateTimeOffset());
        Assert.Equal((Environment.MachineName, "0.1.0"), (installation.GetProperty("node").GetString(), installation.GetProperty("version").GetString()));
        var database = installation.GetProperty("database");
        Assert.Equal(TestDatabase.SelectedEngine == DatabaseEngine.Sqlite ? "sqlite" : "postgresql", database.GetProperty("engine").GetString());
        Assert.InRange(database.GetProperty("size_bytes").GetInt64(), 100_000, 1_000_000_000);
        Assert.Equal(_fixture.Services.GetRequiredService<KmsStartup>().RootKeyFingerprint, installation.GetProperty("keys").GetProperty("root_key_fingerprint").GetString());
        Assert.Equal((1, 1), (installation.GetProperty("trail").GetProperty("chains").GetInt64(), installation.GetProperty("trail").GetProperty("held_chains").GetInt64()));
        Assert.Equal((365, 90), (installation.GetProperty("trail").GetProperty("retention_days").GetInt32(), installation.GetProperty("trail").GetProperty("search_window_days").GetInt32()));
    }

    [Fact]
    public async Task Each_part_tells_what_is_wrong_with_it_and_the_worst_is_that_of_the_whole()
    {
        await JobAsync("waits", due: long.MaxValue, attempts: 0, parked: false);
        await JobAsync("fails", due: 0, attempts: 3, parked: false);
        var jobs = (await InstallationAsync()).GetProperty("jobs");
        Assert.Equal(("attention", (1L, false), (0L, false)), (jobs.GetProperty("status").GetString(), CountOf(jobs, "failing"), CountOf(jobs, "parked")));
        Assert.Equal("attention", (await InstallationAsync()).GetProperty("status").GetString());

        await JobAsync("parked", due: 0, attempts: 20, parked: true);
        await JobAsync("gone", due: 0, attempts: 20, parked: true);
        await Store.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO kms_service_key_rotations (project_id, service, created_at, last_rotation_at, next_rotation_at, total, done, failed, finished_at)
            VALUES ('p', 's', 1, 2, 3, 10, 4, 0, NULL), ('q', 's', 1, 2, 3, 10, 8, 2, 3)
            """));
        var installation = await InstallationAsync();

        Assert.Equal("failed", installation.GetProperty("status").GetString());
        Assert.Equal(["jobs_parked", "jobs_failing"], ProblemsOf(installation.GetProperty("jobs")));
        Assert.Equal((2, false), CountOf(installation.GetProperty("jobs"), "parked"));
        var keys = installation.GetProperty("keys");
        Assert.Equal(["data_keys_damaged"], ProblemsOf(keys));
        Assert.Equal((1, 6, 2, 0), (
            keys.GetProperty("service_keys_rotating").GetInt64(), keys.GetProperty("data_keys_to_rewrap").GetInt64(), keys.GetProperty("data_keys_failed").GetInt64(),
            keys.GetProperty("service_keys_to_rewrap").GetInt64()));
    }

    [Fact]
    public async Task A_rotation_of_the_root_key_shows_what_is_left_and_that_this_process_lacks_the_new_key()
    {
        var present = _fixture.Services.GetRequiredService<KmsStartup>().RootKeyFingerprint;
        await Store.WriteAsync(async transaction =>
        {
            // As another node leaves it that has begun a rotation.
            await transaction.ExecuteAsync($"UPDATE kms_root_key_check SET id = 'previous' WHERE id = 'root'");
            await transaction.ExecuteAsync($"INSERT INTO kms_root_key_check (id, fingerprint, check_value, created_at) VALUES ('root', 'new', {new byte[] { 1 }}, 1)");
            return await transaction.ExecuteAsync($"INSERT INTO kms_service_keys (project_id, service, term, key_id, root, wrapped, created_at) VALUES ('p', 's', 1, 'k', {present}, {new byte[] { 1 }}, 1)");
        });

        var keys = (await InstallationAsync()).GetProperty("keys");

        Assert.Equal(("new", present), (keys.GetProperty("root_key_fingerprint").GetString(), keys.GetProperty("previous_root_key_fingerprint").GetString()));
        Assert.InRange(keys.GetProperty("service_keys_to_rewrap").GetInt64(), 1, 10);
        Assert.Equal(("failed", "root_key_missing"), (keys.GetProperty("status").GetString(), Assert.Single(ProblemsOf(keys))));
    }

    [Fact]
    public async Task Only_administrators_of_the_installation_see_it()
    {
        foreach (var role in new[] { "project_admin", "kms_manager", "iam_project_admin" })
        {
            var persona = await _fixture.CreatePersonaAsync(await _fixture.CreateProjectAsync(), role);
            Assert.Equal(403, (await _fixture.AskAsync("GetInstallation", Path, persona.Token)).Status);
        }

        Assert.Equal(401, (await _fixture.AskAsync("GetInstallation", Path, token: null)).Status);
        Assert.Equal(400, (await _fixture.AskAsync("GetInstallation", Path + "?colour=red", await _fixture.AdminTokenAsync())).Status);
    }

    [Fact]
    public async Task Failing_jobs_are_found_by_their_index()
    {
        foreach (var statement in new Sql[] { $"SELECT 1 FROM jobs WHERE attempts > 0 AND parked = 0", $"SELECT 1 FROM jobs WHERE attempts > 0 AND parked = 1" })
        {
            Assert.EndsWith("USING INDEX jobs_failing", Assert.Single(await _fixture.PlanAsync(statement)), StringComparison.Ordinal);
        }
    }

    private async Task<JsonElement> InstallationAsync(string path = Path) =>
        (await _fixture.LookAsync("GetInstallation", path, await _fixture.AdminTokenAsync())).GetProperty("installation");

    /// <summary>A job of a kind that no handler takes.</summary>
    private async Task JobAsync(string id, long due, int attempts, bool parked) => await Store.WriteAsync(transaction => transaction.ExecuteAsync($"""
        INSERT INTO jobs (kind, id, due_at, state, attempts, held_until, generation, parked) VALUES ('tests.nobody', {id}, {due}, '', {attempts}, 0, 1, {parked})
        """));
}
