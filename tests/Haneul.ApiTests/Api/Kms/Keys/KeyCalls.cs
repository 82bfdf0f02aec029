using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Kms.Keys;

/// <summary>Requests about keys as any client would make them.</summary>
internal static class KeyCalls
{
    public const string Aes = """ "type":"SYMMETRIC","purpose":"SYMMETRIC_ENCRYPT_DECRYPT","algorithm":"AES256-GCM96" """;

    private static int _names;

    /// <summary>A name that no other test uses.</summary>
    public static string NewName([System.Runtime.CompilerServices.CallerMemberName] string test = "") => $"{test}-{Interlocked.Increment(ref _names)}";

    /// <summary>Calls and holds the answer against the contract.</summary>
    public static async Task<(int Status, JsonElement Body)> CallAsync(
        this ApiFixture fixture, string operationId, HttpMethod method, string path, string token, string? json = null, string prefix = "/kms")
    {
        using var response = await fixture.SendAsync(method, $"{prefix}/api/v1{path}", token, json);
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync(operationId, response));
    }

    /// <summary>A body for CreateUserKey: a symmetric key without access control, unless other members are given.</summary>
    public static string NewKey(string name, string spec = Aes, string more = "") =>
        $$$"""{"key":{"name":{{{Quote(name)}}},{{{spec}}},"is_access_control_enabled":{{{(more.Contains("access_target_ids", StringComparison.Ordinal) ? "true" : "false")}}}{{{(more.Length == 0 ? "" : ",")}}}{{{more}}}}}""";

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    public static string Quote(IEnumerable<string> ids) => JsonSerializer.Serialize(ids);

    /// <summary>Creates a key.</summary>
    public static async Task<JsonElement> CreateKeyAsync(this ApiFixture fixture, string token, string? name = null, string spec = Aes, string more = "")
    {
        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", token, NewKey(name ?? NewName(), spec, more));
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("key");
    }

    /// <summary>Creates a key and gives its id.</summary>
    public static async Task<string> CreateKeyIdAsync(this ApiFixture fixture, string token, string? name = null, string more = "") =>
        (await fixture.CreateKeyAsync(token, name, more: more)).GetProperty("id").GetString()!;

    /// <summary>The key as its callers see it.</summary>
    public static async Task<JsonElement> GetKeyAsync(this ApiFixture fixture, string token, string id)
    {
        var (status, body) = await fixture.CallAsync("GetKey", HttpMethod.Get, $"/keys/{id}", token);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("key");
    }

    /// <summary>Puts all versions of a key into the state that they have at the end of their lives.</summary>
    public static Task DestroyVersionsAsync(this KeysFixture fixture, string id) => fixture.Store.WriteAsync(async tx =>
    {
        await tx.ExecuteAsync($"DELETE FROM kms_key_material WHERE key_id = {id}");
        await tx.ExecuteAsync($"UPDATE kms_key_versions SET status = 'DESTROYED' WHERE key_id = {id}");
        return await tx.ExecuteAsync($"UPDATE kms_keys SET version_count = 0, active_version_count = 0 WHERE id = {id}");
    }).AsTask();

    /// <summary>How many rows name a key, in all tables that may.</summary>
    public static async Task<long> RowsOfAsync(this KeysFixture fixture, string id) => await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT (SELECT COUNT(*) FROM kms_keys WHERE id = {id}) + (SELECT COUNT(*) FROM kms_key_versions WHERE key_id = {id})
            + (SELECT COUNT(*) FROM kms_key_material WHERE key_id = {id}) + (SELECT COUNT(*) FROM access_allowed_subjects WHERE resource_id = {id})
            + (SELECT COUNT(*) FROM jobs WHERE id LIKE {"%" + id + "%"})
        """,
        row => row.GetInt64(0)));

    public static string MessageOf(JsonElement body) => body.GetProperty("error").GetProperty("message").GetString()!;

    public static string CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString()!;

    /// <summary>The newest events that a search finds, newest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> EventsAsync(this ApiFixture fixture, string token, string search)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?{search}", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray()];
    }

    /// <summary>The fact of an event; null if it has none of that name.</summary>
    public static string? FactOf(JsonElement trailEvent, string fact) =>
        trailEvent.GetProperty("additional_info") is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(fact, out var value) ? value.GetString() : null;
}
