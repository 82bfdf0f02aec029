using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.CloudTrail.Verification.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>Checkpoints and verifications over HTTP, on a whole server.</summary>
public sealed class TrailVerificationTests : IAsyncLifetime
{
    private const string Checkpoints = "/cloud-trail/haneul/v1/checkpoints";
    private const string Verifications = "/cloud-trail/haneul/v1/verifications";

    private readonly ApiFixture _fixture = new();
    private string _token = "";

    private VerificationRunner Runner => _fixture.Services.GetRequiredService<VerificationRunner>();

    private IDatabase Database => _fixture.Services.GetRequiredService<IDatabase>();

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _token = await _fixture.SignInWithPasswordAsync(_fixture.Bootstrap.UserId, _fixture.Bootstrap.Password, _fixture.Bootstrap.ProjectId);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_checkpoint_is_given_out_and_its_signature_proves_it()
    {
        await MakeCheckpointAsync();
        var checkpoint = (await GetAsync("GetTrailCheckpoint", Checkpoints + "/latest")).GetProperty("checkpoint");
        var key = (await GetAsync("GetTrailCheckpointKey", "/cloud-trail/haneul/v1/checkpoint-key")).GetProperty("key");

        using var publicKey = ECDsa.Create();
        publicKey.ImportFromPem(key.GetProperty("public_key").GetString());
        Assert.True(publicKey.VerifyData(
            Encoding.UTF8.GetBytes(checkpoint.GetProperty("body").GetString()!), checkpoint.GetProperty("signature").GetBytesFromBase64(), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal(key.GetProperty("id").GetString(), checkpoint.GetProperty("key_id").GetString());
        var byNumber = (await GetAsync("GetTrailCheckpoint", $"{Checkpoints}/{checkpoint.GetProperty("number")}")).GetProperty("checkpoint");
        Assert.True(JsonElement.DeepEquals(checkpoint, byNumber));
        var listed = (await GetAsync("ListTrailCheckpoints", Checkpoints + "?limit=1")).GetProperty("checkpoints");
        Assert.True(JsonElement.DeepEquals(checkpoint, listed[0]));
        Assert.Empty((await GetAsync("ListTrailCheckpoints", Checkpoints + "?before=1")).GetProperty("checkpoints").EnumerateArray());
    }

    [Theory]
    [InlineData(Checkpoints + "/0", 404)]
    [InlineData(Checkpoints + "/999", 404)]
    [InlineData(Checkpoints + "/x", 404)]
    [InlineData("/cloud-trail/haneul/v1/checkpoint-key", 404)]
    [InlineData(Verifications + "/none", 404)]
    [InlineData(Checkpoints + "?limit=0&before=x", 400)]
    [InlineData(Checkpoints + "?colour=red", 400)]
    [InlineData(Verifications + "?colour=red", 400)]
    public async Task What_is_not_there_or_not_meant_is_refused(string path, int status) =>
        Assert.Equal(status, (await _fixture.CallAsync(HttpMethod.Get, path, _token)).Status);

    [Fact]
    public async Task A_verification_runs_beside_everything_else_and_tells_its_result()
    {
        var started = await StartAsync("{}");
        Assert.Equal("running", started.GetProperty("status").GetString());
        await Runner.Running;

        var ended = (await GetAsync("GetTrailVerification", $"{Verifications}/{started.GetProperty("id").GetString()}")).GetProperty("verification");
        Assert.Equal("sound", ended.GetProperty("status").GetString());
        Assert.True(ended.GetProperty("report").GetProperty("events").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, ended.GetProperty("report").GetProperty("first_damage").ValueKind);
        Assert.True(JsonElement.DeepEquals(ended, (await GetAsync("ListTrailVerifications", Verifications)).GetProperty("verifications")[0]));
    }

    [Fact]
    public async Task Damage_is_named_and_stands_on_the_trail_itself()
    {
        await MakeCheckpointAsync();
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_events SET status = 500 WHERE sequence = {EventPlace.Of(1, 1)}"));
        var started = await StartAsync("{}");
        await Runner.Running;

        var ended = (await GetAsync("GetTrailVerification", $"{Verifications}/{started.GetProperty("id").GetString()}")).GetProperty("verification");
        Assert.Equal("damaged", ended.GetProperty("status").GetString());
        var first = ended.GetProperty("report").GetProperty("first_damage");
        Assert.Equal(("event_changed", 1, 1), (first.GetProperty("kind").GetString(), first.GetProperty("chain").GetInt64(), first.GetProperty("number").GetInt64()));
        Assert.Equal(1, await CountAsync($"SELECT COUNT(*) FROM trail_events e JOIN trail_kinds k ON k.id = e.kind_id WHERE k.event_name = {"Trail Verification Failed"}"));
    }

    [Fact]
    public async Task A_checkpoint_that_was_kept_elsewhere_is_compared_with()
    {
        await MakeCheckpointAsync();
        var kept = (await GetAsync("GetTrailCheckpoint", Checkpoints + "/latest")).GetProperty("checkpoint").GetRawText();
        var started = await StartAsync($$"""{"checkpoint":{{kept}}}""");
        await Runner.Running;

        var report = (await GetAsync("GetTrailVerification", $"{Verifications}/{started.GetProperty("id").GetString()}")).GetProperty("verification").GetProperty("report");
        Assert.Equal((2, 0), (report.GetProperty("checkpoints").GetInt64(), report.GetProperty("damages").GetInt64()));
    }

    [Theory]
    [InlineData("""{"checkpoint":{"body":"{}","signature":"AA==","key_id":"k"}}""", "body")]
    [InlineData("""{"checkpoint":{"body":"{}","signature":"?","key_id":"k"}}""", "signature")]
    [InlineData("""{"checkpoint":{}}""", "key_id")]
    [InlineData("""{"colour":"red"}""", "colour")]
    public async Task A_body_that_is_wrong_is_refused_with_the_field(string json, string field)
    {
        var (status, body) = await _fixture.CallAsync(HttpMethod.Post, Verifications, _token, json);

        Assert.Equal(400, status);
        Assert.Contains(field, body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_verification_runs_at_a_time()
    {
        await Database.WriteAsync(Runner.PrepareAsync);
        using (var refused = await _fixture.SendAsync(HttpMethod.Post, Verifications, _token, "{}"))
        {
            await ContractCheck.VerifyAsync("StartTrailVerification", refused);
            Assert.Equal(409, (int)refused.StatusCode);
        }

        // One that died with its process is in nobody's way.
        _fixture.Time.Advance(VerificationRun.Abandonment);
        await StartAsync("{}");
        await Runner.Running;
        Assert.Equal(["sound", "failed"], (await GetAsync("ListTrailVerifications", Verifications)).GetProperty("verifications").EnumerateArray().Select(run => run.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Runs_that_a_clock_has_stamped_in_the_future_hold_up_nobody()
    {
        // It was set back since, or somebody has put them there.
        var later = UnixTime.ToMicroseconds(_fixture.Time.GetUtcNow().AddDays(365));
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO trail_verifications (id, started_at, updated_at, state, events, report) VALUES ({"died"}, {later}, {later}, {"running"}, 0, '')
            """));

        await StartAsync("{}");
        await Runner.Running;
        await Database.WriteAsync(Runner.PrepareAsync);
        Assert.Equal(409, (await _fixture.CallAsync(HttpMethod.Post, Verifications, _token, "{}")).Status);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM trail_verifications WHERE id <> {"died"}"));
        _fixture.Time.Advance(VerificationRunner.Period);
        await EventuallyAsync(() => CountAsync($"SELECT COUNT(*) FROM trail_verifications WHERE state = {"sound"}"), 1);
    }

    [Fact]
    public async Task It_runs_by_itself_once_a_day_and_a_checkpoint_is_there_within_ten_minutes()
    {
        // One step of the clock starts sealing and checkpoints at the same moment; a checkpoint of nothing sealed would wait for the next step.
        await _fixture.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        _fixture.Time.Advance(TimeSpan.FromMinutes(10));
        await EventuallyAsync(() => CountAsync($"SELECT COUNT(*) FROM trail_checkpoints"), 1);
        _fixture.Time.Advance(VerificationRunner.Period);
        await EventuallyAsync(() => CountAsync($"SELECT COUNT(*) FROM trail_verifications WHERE state = {"sound"}"), 1);
    }

    [Fact]
    public async Task A_stop_leaves_everything_sealed_and_a_checkpoint_of_it()
    {
        await _fixture.RestartAsync();

        Assert.Equal(1, await CountAsync($"SELECT COUNT(*) FROM trail_checkpoints"));
        var newest = CheckpointBody.Parse((await Database.ReadAsync(Checkpoint.FindNewestAsync))!.Body)!;
        Assert.Equal(newest.Chains[0].SealedThrough, await CountAsync($"SELECT sealed_through FROM trail_chains WHERE id = 1"));
    }

    [Fact]
    public async Task Only_administrators_of_the_installation_come_to_it()
    {
        var project = await _fixture.CreateProjectAsync();
        var persona = await _fixture.CreatePersonaAsync(project, "project_admin");
        foreach (var path in new[] { Checkpoints, Checkpoints + "/latest", "/cloud-trail/haneul/v1/checkpoint-key", Verifications, Verifications + "/1" })
        {
            Assert.Equal(403, (await _fixture.CallAsync(HttpMethod.Get, path, persona.Token)).Status);
        }

        Assert.Equal(403, (await _fixture.CallAsync(HttpMethod.Post, Verifications, persona.Token, "{}")).Status);
    }

    private async Task MakeCheckpointAsync()
    {
        await _fixture.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(await _fixture.Services.GetRequiredService<CheckpointMaker>().MakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    private async Task<JsonElement> StartAsync(string json)
    {
        using var response = await _fixture.SendAsync(HttpMethod.Post, Verifications, _token, json);
        var body = await ContractCheck.VerifyAsync("StartTrailVerification", response);
        Assert.Equal(202, (int)response.StatusCode);
        return body.GetProperty("verification");
    }

    private async Task<JsonElement> GetAsync(string operationId, string path)
    {
        using var response = await _fixture.SendAsync(HttpMethod.Get, path, _token);
        var body = await ContractCheck.VerifyAsync(operationId, response);
        Assert.Equal(200, (int)response.StatusCode);
        return body;
    }

    private async Task<long> CountAsync(Sql sql) => await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, row => row.GetInt64(0)));

    // What a timer began goes on by itself; it is soon there or never.
    private static async Task EventuallyAsync(Func<Task<long>> count, long expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (await count() < expected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }
}
