using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>A way to address the service.</summary>
/// <param name="Host">The Host header; null for the server's own.</param>
/// <param name="Prefix">What stands before <c>/api/v1</c>.</param>
public sealed record SecretsAddress(string? Host, string Prefix)
{
    public static readonly SecretsAddress Root = new(null, "");

    /// <summary>Where the seed's read of a value answers flat (decisions.md 7).</summary>
    public static readonly IReadOnlyList<SecretsAddress> Published =
    [
        Root,
        new(null, "/secrets-manager"),
        new("secrets-manager.localhost", ""),
        new("secrets-manager.kr-central-2.kakaocloud.com", ""),
    ];

    /// <summary>Where every call has the contract's shape.</summary>
    public static readonly IReadOnlyList<SecretsAddress> Contract =
    [
        new(null, "/secrets-manager-service"),
        new("secrets-manager-service.localhost", ""),
    ];

    public static readonly IReadOnlyList<SecretsAddress> All = [.. Published, .. Contract];
}

/// <summary>Requests to Secrets Manager as any client would make them.</summary>
internal static class SecretCalls
{
    public static readonly SecretsAddress ContractAddress = SecretsAddress.Contract[0];

    private static int _names;

    /// <summary>A name that no other test uses.</summary>
    public static string NewName([System.Runtime.CompilerServices.CallerMemberName] string test = "") => $"{test}-{Interlocked.Increment(ref _names)}";

    public static Task<HttpResponseMessage> SendToAsync(this ApiFixture fixture, SecretsAddress address, HttpMethod method, string path, string? token, string? json = null) =>
        SendBytesAsync(fixture, address, method, path, token, json is null ? null : Encoding.UTF8.GetBytes(json));

    public static async Task<HttpResponseMessage> SendBytesAsync(this ApiFixture fixture, SecretsAddress address, HttpMethod method, string path, string? token, byte[]? body)
    {
        using var request = new HttpRequestMessage(method, address.Prefix + "/api/v1/secrets" + path);
        request.Headers.Host = address.Host;
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await fixture.Http.SendAsync(request);
    }

    /// <summary>Calls and holds the answer against the contract.</summary>
    public static async Task<(int Status, JsonElement Body)> CallAsync(
        this ApiFixture fixture, string operationId, HttpMethod method, string path, string? token, string? json = null, SecretsAddress? address = null)
    {
        using var response = await fixture.SendToAsync(address ?? SecretsAddress.Root, method, path, token, json);
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync(operationId, response));
    }

    /// <summary>A body for CreateSecret.</summary>
    public static string NewSecret(string name, string valueJson) => $$$"""{"secret":{"name":{{{Quote(name)}}},"secret_data":{{{valueJson}}}}}""";

    /// <summary>A body for CreateSecretVersion.</summary>
    public static string NewVersion(string valueJson) => $$$"""{"version":{"secret":{{{valueJson}}}}}""";

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    /// <summary>Creates a secret and gives its id.</summary>
    public static async Task<string> CreateSecretAsync(this ApiFixture fixture, string token, string valueJson = "\"v1\"", string? name = null)
    {
        var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", token, NewSecret(name ?? NewName(), valueJson));
        Assert.Equal(201, status);
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    /// <summary>Adds a version and gives its number.</summary>
    public static async Task<int> CreateVersionAsync(this ApiFixture fixture, string token, string secretId, string valueJson)
    {
        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{secretId}/versions", token, NewVersion(valueJson));
        Assert.Equal(201, status);
        return body.GetProperty("version").GetProperty("version").GetInt32();
    }

    /// <summary>The seed's read: the text of <c>data</c>.</summary>
    public static async Task<string> ReadFlatAsync(this ApiFixture fixture, string token, string secretId, string query = "", SecretsAddress? address = null)
    {
        var (status, body) = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{secretId}/versions/value{query}", token, address: address);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("data").GetString()!;
    }

    /// <summary>The contract's read: the raw JSON of the value.</summary>
    public static async Task<string> ReadContractAsync(this ApiFixture fixture, string token, string secretId, SecretsAddress? address = null)
    {
        var (status, body) = await fixture.CallAsync(
            "GetSecretDefaultVersion", HttpMethod.Get, $"/{secretId}/versions/value", token, address: address ?? ContractAddress);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("version").GetProperty("secret").GetRawText();
    }

    /// <summary>The message of a platform error.</summary>
    public static string MessageOf(JsonElement body) => body.GetProperty("error").GetProperty("message").GetString()!;

    /// <summary>The code of a platform error.</summary>
    public static string CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString()!;

    /// <summary>The newest events about a secret, newest first.</summary>
    public static async Task<IReadOnlyList<JsonElement>> EventsOfAsync(this ApiFixture fixture, string token, string secretId)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?resource_id={secretId}", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray()];
    }

    /// <summary>A body for the calls that name versions of a secret.</summary>
    public static string Versions(params int[] versions) => $$$"""{"versions":{"versions":[{{{string.Join(',', versions)}}}]}}""";

    /// <summary>A secret as GetSecret shows it.</summary>
    public static async Task<JsonElement> SecretAsync(this ApiFixture fixture, string token, string secretId)
    {
        var (status, body) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{secretId}", token);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("secret");
    }

    /// <summary>The versions of a secret by number, as ListSecretVersions shows them.</summary>
    public static async Task<IReadOnlyList<JsonElement>> VersionsAsync(this ApiFixture fixture, string token, string secretId)
    {
        var (status, body) = await fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{secretId}/versions?limit=1000&sort_keys=version", token);
        Assert.True(status == 200, body.ToString());
        return [.. body.GetProperty("versions").EnumerateArray()];
    }

    /// <summary>Makes a step in the life of a version by the operation of that name.</summary>
    public static Task<(int Status, JsonElement Body)> MoveAsync(this ApiFixture fixture, string token, string secretId, int version, string operationId, DateTimeOffset? at = null)
    {
        var path = operationId switch
        {
            "ActivateSecretVersion" => "activate",
            "DeactivateSecretVersion" => "deactivate",
            "DestroySecretVersion" => "destroy",
            "ScheduleSecretVersionDestruction" => "schedule-destroy",
            _ => "cancel-schedule-destroy",
        };
        var json = operationId == "ScheduleSecretVersionDestruction"
            ? $$$"""{"version":{"destruction_scheduled_at":"{{{at ?? fixture.Time.GetUtcNow().AddDays(10):yyyy-MM-ddTHH:mm:ss.ffffffZ}}}"}}"""
            : null;
        return fixture.CallAsync(operationId, HttpMethod.Patch, $"/{secretId}/versions/{version}/{path}", token, json);
    }
}
