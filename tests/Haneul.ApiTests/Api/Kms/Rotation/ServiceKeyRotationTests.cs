using System.Globalization;
using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager;
using Haneul.ApiTests.Conformance;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Haneul.Security.Kms.Rotation;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Kms.Rotation;

/// <summary>A service key gets a new term, what is under the older ones is re-wrapped, and every value can be read all the while.</summary>
public sealed class ServiceKeyRotationTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string SecretsManager = "secrets-manager";

    private IDatabase Database => fixture.Services.GetRequiredService<IDatabase>();

    [Fact]
    public async Task A_key_that_was_never_rotated_tells_its_next_rotation()
    {
        var (projectId, token) = await NewProjectAsync();
        await fixture.CreateSecretAsync(token);
        var nextYear = fixture.Time.GetUtcNow().ToOffset(TimeSpan.FromHours(9)).AddDays(365); // Counted in days of Korea, whatever the other tests made of the clock.

        var rotation = await ShowAsync(token);

        Assert.Equal("NEVER", rotation.GetProperty("status").GetString());
        Assert.Equal((1, 0), (rotation.GetProperty("term").GetInt32(), rotation.GetProperty("old_terms").GetInt32()));
        Assert.Equal(JsonValueKind.Null, rotation.GetProperty("started_at").ValueKind);
        Assert.Equal(
            new DateTimeOffset(nextYear.Date, nextYear.Offset).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            rotation.GetProperty("next_rotation_at").GetString());
        Assert.Equal(1, await CountTermsAsync(projectId));
    }

    [Fact]
    public async Task Values_are_read_before_during_and_after_a_rotation_and_the_old_term_goes()
    {
        var (projectId, _) = await NewProjectAsync();
        var persona = await fixture.CreatePersonaAsync(projectId, "project_admin");
        var token = persona.Token;
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add(await fixture.CreateSecretAsync(token, $"\"value-{number}\""));
        }

        using (var response = await RotateAsync(token))
        {
            Assert.Equal(202, (int)response.StatusCode);
            var started = (await ContractCheck.VerifyAsync("RotateServiceKey", response)).GetProperty("rotation");
            Assert.Equal(("RUNNING", 2, 1), (started.GetProperty("status").GetString(), started.GetProperty("term").GetInt32(), started.GetProperty("old_terms").GetInt32()));
            Assert.Equal((5, 0), (started.GetProperty("total").GetInt32(), started.GetProperty("done").GetInt32()));
        }

        await AssertValuesAsync(token, ids);
        var during = await fixture.CreateSecretAsync(token, "\"value-5\"");
        ids.Add(during);
        Assert.Equal(2, await TermOfAsync(projectId, during));

        await fixture.RunDueJobsAsync();
        Assert.Equal(0, await CountUnderTermAsync(projectId, 1));
        await AssertValuesAsync(token, ids);
        Assert.Equal("RUNNING", (await ShowAsync(token)).GetProperty("status").GetString());

        fixture.Time.Advance(RewrapServiceJob.SecondPassAfter);
        await fixture.RunDueJobsAsync();
        var finished = await ShowAsync(token);
        Assert.Equal(("FINISHED", 5, 5, 0), (finished.GetProperty("status").GetString(), finished.GetProperty("total").GetInt32(), finished.GetProperty("done").GetInt32(), finished.GetProperty("failed").GetInt32()));
        Assert.Equal(1, finished.GetProperty("old_terms").GetInt32());

        fixture.Time.Advance(RewrapServiceJob.LastPassAfter);
        await fixture.RunDueJobsAsync();
        Assert.Equal(0, (await ShowAsync(token)).GetProperty("old_terms").GetInt32());
        Assert.Equal(1, await CountTermsAsync(projectId));
        await AssertValuesAsync(token, ids);
        var names = await EventNamesAsync(token);
        Assert.Contains("Rotate Service Key", names);
        Assert.Contains("Delete Service Key Term", names);
    }

    [Fact]
    public async Task A_second_rotation_while_one_runs_is_refused_and_two_at_once_make_one()
    {
        var (projectId, token) = await NewProjectAsync();
        await fixture.CreateSecretAsync(token);

        var responses = await Task.WhenAll(RotateAsync(token), RotateAsync(token));

        var statuses = responses.Select(response => (int)response.StatusCode).Order().ToList();
        Assert.Equal([202, 409], statuses);
        await ContractCheck.VerifyAsync("RotateServiceKey", responses.Single(response => (int)response.StatusCode == 409));
        Array.ForEach(responses, response => response.Dispose());
        Assert.Equal(2, await CountTermsAsync(projectId));

        await fixture.RunDueJobsAsync();
        fixture.Time.Advance(RewrapServiceJob.SecondPassAfter);
        await fixture.RunDueJobsAsync();
        using var again = await RotateAsync(token);
        Assert.Equal(202, (int)again.StatusCode);
        Assert.Equal(3, await CountTermsAsync(projectId));
    }

    [Fact]
    public async Task A_service_without_a_key_in_the_project_and_an_unknown_one_are_404()
    {
        var (_, token) = await NewProjectAsync();
        foreach (var service in new[] { SecretsManager, "kms", "iam", "nonsense" })
        {
            foreach (var (method, operation) in new[] { (HttpMethod.Get, "GetServiceKeyRotation"), (HttpMethod.Post, "RotateServiceKey") })
            {
                using var response = await fixture.SendAsync(method, PathOf(service), token);
                Assert.Equal(404, (int)response.StatusCode);
                var body = await ContractCheck.VerifyAsync(operation, response);
                Assert.Equal("ServiceKeyNotFound", SecretCalls.CodeOf(body));
            }
        }

        using var wrong = await fixture.SendAsync(HttpMethod.Get, PathOf(SecretsManager) + "?x=1", token);
        Assert.Equal(400, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task Another_project_is_not_touched()
    {
        var (projectId, token) = await NewProjectAsync();
        var (otherId, otherToken) = await NewProjectAsync();
        await fixture.CreateSecretAsync(token);
        var other = await fixture.CreateSecretAsync(otherToken, "\"other\"");

        using var response = await RotateAsync(token);
        await fixture.RunDueJobsAsync();

        Assert.Equal((2, 1), (await CountTermsAsync(projectId), await CountTermsAsync(otherId)));
        Assert.Equal(1, await TermOfAsync(otherId, other));
        Assert.Equal("other", await fixture.ReadFlatAsync(otherToken, other));
        Assert.Equal("NEVER", (await ShowAsync(otherToken)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_year_later_at_midnight_in_korea_the_key_rotates_by_itself()
    {
        var (projectId, _) = await NewProjectAsync();
        var persona = await fixture.CreatePersonaAsync(projectId, "project_admin");
        var id = await fixture.CreateSecretAsync(persona.Token, "\"kept\"");
        var due = DateTimeOffset.Parse((await ShowAsync(persona.Token)).GetProperty("next_rotation_at").GetString()!, CultureInfo.InvariantCulture);

        fixture.Time.Advance(due - fixture.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        Assert.Equal(1, await CountTermsAsync(projectId));

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.RunDueJobsAsync();
        Assert.Equal(2, await CountTermsAsync(projectId));
        Assert.Equal(2, await TermOfAsync(projectId, id));

        var token = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        Assert.Equal("kept", await fixture.ReadFlatAsync(token, id));
        var next = DateTimeOffset.Parse((await ShowAsync(token)).GetProperty("next_rotation_at").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(due.AddDays(ServiceKeySchedule.PeriodDays), next);
        Assert.Contains("Rotate Service Key", await EventNamesAsync(token));
    }

    [Fact]
    public async Task What_was_destroyed_meanwhile_does_not_come_back()
    {
        var (projectId, token) = await NewProjectAsync();
        var id = await fixture.CreateSecretAsync(token);
        var table = fixture.Services.GetServices<IRewrappable>().Single(found => found.Service == SecretsManager);
        var row = Assert.Single(await Database.ReadAsync(session => table.FindAsync(session, projectId, 2, "", 10)));

        await ExecuteAsync($"DELETE FROM secrets_data_keys WHERE project_id = {projectId} AND secret_id = {id}");

        Assert.False(await Database.WriteAsync(transaction => table.ReplaceAsync(transaction, projectId, row, row.Stored, 2)));
        Assert.Equal(0, await AskAsync($"SELECT COUNT(*) FROM secrets_data_keys WHERE project_id = {projectId}"));
    }

    [Fact]
    public async Task A_damaged_row_is_left_as_it_is_and_keeps_the_term_that_it_names()
    {
        var (projectId, _) = await NewProjectAsync();
        var persona = await fixture.CreatePersonaAsync(projectId, "project_admin");
        var good = await fixture.CreateSecretAsync(persona.Token, "\"good\"");
        var bad = await fixture.CreateSecretAsync(persona.Token, "\"bad\"");
        var stored = await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT wrapped FROM secrets_data_keys WHERE secret_id = {bad}", static row => row.GetFieldValue<byte[]>(0)));
        byte[] changed = [.. stored!];
        changed[^1] ^= 1;
        await ExecuteAsync($"UPDATE secrets_data_keys SET wrapped = {changed} WHERE secret_id = {bad}");

        (await RotateAsync(persona.Token)).Dispose();
        foreach (var pause in new[] { TimeSpan.Zero, RewrapServiceJob.SecondPassAfter, RewrapServiceJob.LastPassAfter })
        {
            fixture.Time.Advance(pause);
            await fixture.RunDueJobsAsync();
        }

        var finished = await ShowAsync(persona.Token);
        Assert.Equal((1, 1, 1), (finished.GetProperty("done").GetInt32(), finished.GetProperty("failed").GetInt32(), finished.GetProperty("old_terms").GetInt32()));
        Assert.Equal("good", await fixture.ReadFlatAsync(persona.Token, good));
        using (var refused = await fixture.SendToAsync(SecretsAddress.Root, HttpMethod.Get, $"/{bad}/versions/value", persona.Token))
        {
            Assert.Equal(409, (int)refused.StatusCode);
        }

        await ExecuteAsync($"UPDATE secrets_data_keys SET wrapped = {stored} WHERE secret_id = {bad}");
        Assert.Equal("bad", await fixture.ReadFlatAsync(persona.Token, bad));
    }

    [Fact]
    public async Task The_material_of_user_keys_is_rewrapped_under_the_key_of_kms()
    {
        var (projectId, token) = await NewProjectAsync();
        var materials = fixture.Services.GetRequiredService<KeyMaterials>();
        const string KeyId = "00000000-0000-4000-8000-000000000001";
        var envelope = await materials.SealAsync(projectId, KeyId, 1, KeyAlgorithms.All[0], "material"u8.ToArray(), TestContext.Current.CancellationToken);
        await ExecuteAsync($"INSERT INTO kms_key_material (project_id, key_id, version, envelope) VALUES ({projectId}, {KeyId}, 1, {envelope})");

        using (var response = await fixture.SendAsync(HttpMethod.Post, PathOf(KmsModule.Id), token))
        {
            Assert.Equal(202, (int)response.StatusCode);
        }

        await fixture.RunDueJobsAsync();

        var stored = (await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT envelope FROM kms_key_material WHERE project_id = {projectId}", static row => row.GetFieldValue<byte[]>(0))))!;
        Assert.Equal(2, IKeyring.TermOf(stored));
        using var opened = await materials.OpenAsync(projectId, KeyId, 1, KeyAlgorithms.All[0], stored, TestContext.Current.CancellationToken);
        Assert.True(opened.Span.SequenceEqual("material"u8));
        using var earlier = await materials.OpenAsync(projectId, KeyId, 1, KeyAlgorithms.All[0], envelope, TestContext.Current.CancellationToken);
        Assert.True(earlier.Span.SequenceEqual("material"u8)); // Who had read the row before.
    }

    [Fact]
    public async Task A_version_under_a_user_key_is_none_of_its_business()
    {
        var (projectId, token) = await NewProjectAsync();
        var id = await fixture.CreateSecretAsync(token);
        await ExecuteAsync($"UPDATE secrets_data_keys SET term = 0 WHERE secret_id = {id}");

        (await RotateAsync(token)).Dispose();
        await fixture.RunDueJobsAsync();

        Assert.Equal(0, await TermOfAsync(projectId, id));
        Assert.Equal(0, (await ShowAsync(token)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_key_from_before_there_were_rotations_is_planned_at_the_next_start()
    {
        var (projectId, _) = await NewProjectAsync();
        var persona = await fixture.CreatePersonaAsync(projectId, "project_admin");
        await fixture.CreateSecretAsync(persona.Token);
        await ExecuteAsync($"UPDATE kms_service_key_rotations SET next_rotation_at = 0 WHERE project_id = {projectId}");
        await ExecuteAsync($"DELETE FROM jobs WHERE kind = {ServiceKeySchedule.JobKind} AND id = {projectId + "/" + SecretsManager}");

        await fixture.Services.GetRequiredService<ServiceKeySchedule>().PlanMissingAsync(Database, fixture.Time.GetUtcNow(), TestContext.Current.CancellationToken);

        Assert.Equal(1, await AskAsync($"SELECT COUNT(*) FROM jobs WHERE kind = {ServiceKeySchedule.JobKind} AND id = {projectId + "/" + SecretsManager}"));
        Assert.NotEqual(JsonValueKind.Null, (await ShowAsync(persona.Token)).GetProperty("next_rotation_at").ValueKind);
    }

    private static string PathOf(string service) => $"/haneul/v1/kms/service-keys/{service}/rotation";

    private async Task<(string ProjectId, string Token)> NewProjectAsync()
    {
        var projectId = await fixture.CreateProjectAsync();
        return (projectId, (await fixture.CreatePersonaAsync(projectId, "project_admin")).Token);
    }

    private Task<HttpResponseMessage> RotateAsync(string token) => fixture.SendAsync(HttpMethod.Post, PathOf(SecretsManager), token);

    private async Task<JsonElement> ShowAsync(string token)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, PathOf(SecretsManager), token);
        var body = await ContractCheck.VerifyAsync("GetServiceKeyRotation", response);
        Assert.Equal(200, (int)response.StatusCode);
        return body.GetProperty("rotation");
    }

    private async Task AssertValuesAsync(string token, List<string> ids)
    {
        for (var number = 0; number < ids.Count; number++)
        {
            Assert.Equal($"value-{number}", await fixture.ReadFlatAsync(token, ids[number]));
        }
    }

    private async Task<List<string?>> EventNamesAsync(string token)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?source_service=Key%20Management%20Service", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray().Select(found => found.GetProperty("event_name").GetString())];
    }

    private Task<long> CountTermsAsync(string projectId) =>
        AskAsync($"SELECT COUNT(*) FROM kms_service_keys WHERE project_id = {projectId} AND service = {SecretsManager}");

    private Task<long> CountUnderTermAsync(string projectId, int term) =>
        AskAsync($"SELECT COUNT(*) FROM secrets_data_keys WHERE project_id = {projectId} AND term = {term}");

    private Task<long> TermOfAsync(string projectId, string secretId) =>
        AskAsync($"SELECT term FROM secrets_data_keys WHERE project_id = {projectId} AND secret_id = {secretId}");

    private async Task<long> AskAsync(Sql sql) => await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, static row => row.GetInt64(0)));

    private async Task ExecuteAsync(Sql sql) => Assert.Equal(1, await Database.WriteAsync(transaction => transaction.ExecuteAsync(sql)));
}
