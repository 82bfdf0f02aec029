using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>A server on which versions may be destroyed as soon as one likes, with two projects.</summary>
public class KeyVersionsFixture : ApiFixture
{
    public const string Aes = """ "type":"SYMMETRIC","purpose":"SYMMETRIC_ENCRYPT_DECRYPT","algorithm":"AES256-GCM96" """;
    public const string Ecdsa = """ "type":"ASYMMETRIC","purpose":"DIGITAL_SIGNATURE","algorithm":"ECDSA-P256" """;

    private int _names;

    /// <summary>A Project Admin.</summary>
    public Persona Admin { get; private set; } = null!;

    /// <summary>A Project Admin of another project.</summary>
    public Persona Other { get; private set; } = null!;

    public IDatabase Store => Services.GetRequiredService<IDatabase>();

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?> { ["Haneul:DestructionMinimumDays"] = "0" };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Admin = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
        Other = await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");
    }

    /// <summary>Creates a key and gives its id.</summary>
    public async Task<string> NewKeyAsync(string spec = Aes, string more = "", bool isAccessControlled = false)
    {
        var name = $"key-{Interlocked.Increment(ref _names)}";
        var (status, body) = await CallKmsAsync(
            "CreateUserKey", HttpMethod.Post, "", $$$"""{"key":{"name":"{{{name}}}",{{{spec}}},"is_access_control_enabled":{{{(isAccessControlled ? "true" : "false")}}}{{{more}}}}}""");
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("key").GetProperty("id").GetString()!;
    }

    /// <summary>Calls an operation below <c>/keys</c> and holds the answer against the contract.</summary>
    public async Task<(int Status, JsonElement Body)> CallKmsAsync(string operationId, HttpMethod method, string path, string? json = null, string? token = null)
    {
        using var response = await SendAsync(method, "/kms/api/v1/keys" + path, token ?? Admin.Token, json);
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync(operationId, response));
    }

    public async Task<int> NewVersionAsync(string keyId)
    {
        var (status, body) = await CallKmsAsync("CreateKeyVersion", HttpMethod.Post, $"/{keyId}/versions");
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("version").GetProperty("version").GetInt32();
    }

    public Task<(int Status, JsonElement Body)> DeactivateAsync(string keyId, int version) =>
        CallKmsAsync("DeactivateKeyVersion", HttpMethod.Patch, $"/{keyId}/versions/{version}/deactivate");

    public Task<(int Status, JsonElement Body)> ScheduleAsync(string keyId, int version, DateTimeOffset at) =>
        CallKmsAsync("ScheduleKeyVersionDestruction", HttpMethod.Patch, $"/{keyId}/versions/{version}/schedule-destroy", Schedule(at));

    public Task<(int Status, JsonElement Body)> CancelAsync(string keyId, int version) =>
        CallKmsAsync("CancelScheduledKeyVersionDestruction", HttpMethod.Patch, $"/{keyId}/versions/{version}/cancel-schedule-destroy");

    /// <summary>Destroys a version in the only way that there is: by a schedule that falls due.</summary>
    public async Task DestroyAsync(string keyId, int version)
    {
        Assert.Equal(200, (await ScheduleAsync(keyId, version, Time.GetUtcNow() + TimeSpan.FromSeconds(1))).Status);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Moves the clock, lets the jobs that are due then run, and signs in again where tokens may be near their end.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await RunDueJobsAsync();
        if (by >= TimeSpan.FromMinutes(1))
        {
            Admin = Admin with { Token = await SignInAsync(Admin.AccessKeyId, Admin.AccessKeySecret) };
            Other = Other with { Token = await SignInAsync(Other.AccessKeyId, Other.AccessKeySecret) };
        }
    }

    public async Task<JsonElement> KeyAsync(string keyId)
    {
        var (status, body) = await CallKmsAsync("GetKey", HttpMethod.Get, $"/{keyId}");
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("key");
    }

    /// <summary>Number, status and whether a destruction is scheduled, of every version, oldest first.</summary>
    public async Task<IReadOnlyList<(int Version, string Status, bool IsScheduled)>> VersionsAsync(string keyId)
    {
        var (status, body) = await CallKmsAsync("ListKeyVersions", HttpMethod.Get, $"/{keyId}/versions?sort_keys=version&limit=1000");
        Assert.True(status == 200, body.ToString());
        return [.. body.GetProperty("versions").EnumerateArray().Select(version => (
            version.GetProperty("version").GetInt32(), version.GetProperty("status").GetString()!, version.GetProperty("resolved_destruction_at").ValueKind != JsonValueKind.Null))];
    }

    /// <summary>The events about a key, newest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync(string keyId)
    {
        var (status, body) = await CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?resource_id={keyId}", Admin.Token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray()];
    }

    /// <summary>How the job of a key or version stands; null for none.</summary>
    public async Task<JobStatus?> JobAsync(string kind, string id) => await Store.ReadAsync(session => Services.GetRequiredService<IJobs>().FindAsync(session, kind, id));

    /// <summary>The stored private material of a version; null once it is destroyed.</summary>
    public async Task<byte[]?> MaterialAsync(string keyId, int version) => await Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"SELECT envelope FROM kms_key_material WHERE key_id = {keyId} AND version = {version}", row => row.GetFieldValue<byte[]>(0)));

    /// <summary>A body that schedules one version.</summary>
    public static string Schedule(DateTimeOffset at) => $$$"""{"version":{"destruction_scheduled_at":"{{{at:O}}}"}}""";

    /// <summary>A body that schedules several versions.</summary>
    public static string Schedule(string versions, DateTimeOffset at) => $$$"""{"versions":{"versions":{{{versions}}},"destruction_scheduled_at":"{{{at:O}}}"}}""";

    public static string CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString()!;

    public static string MessageOf(JsonElement body) => body.GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>The fact of an event; null if it has none of that name.</summary>
    public static string? FactOf(JsonElement trailEvent, string fact) =>
        trailEvent.GetProperty("additional_info") is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(fact, out var value) ? value.GetString() : null;
}
