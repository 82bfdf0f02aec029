using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.SecretsManager.Transfer;

/// <summary>Imports and exports; every answer is held against the contract.</summary>
internal static class TransferCalls
{
    private const string Root = "/haneul/v1/secrets-manager";

    public const string Password = "correct horse battery staple";

    /// <summary>Imports with any fields beside format and content.</summary>
    public static async Task<(int Status, JsonElement Body)> ImportAsync(this ApiFixture fixture, string token, string format, string content, object? more = null, string prefix = "")
    {
        var import = more is null ? [] : JsonSerializer.SerializeToNode(more)!.AsObject();
        import["format"] = format;
        import["content"] = content;
        using var response = await fixture.SendAsync(HttpMethod.Post, prefix + Root + "/imports", token, new JsonObject { ["import"] = import }.ToJsonString());
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync("haneul-secret-transfer/ImportSecrets", response));
    }

    /// <summary>The entries of an import that succeeds.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ImportedAsync(this ApiFixture fixture, string token, string format, string content, object? more = null)
    {
        var (status, body) = await fixture.ImportAsync(token, format, content, more);
        Assert.True(status == 200, body.ToString());
        return [.. body.GetProperty("import").GetProperty("entries").EnumerateArray()];
    }

    /// <summary>Exports with any fields beside the format.</summary>
    public static async Task<(int Status, JsonElement Body)> ExportAsync(this ApiFixture fixture, string token, string format, object? more = null)
    {
        var export = more is null ? [] : JsonSerializer.SerializeToNode(more)!.AsObject();
        export["format"] = format;
        using var response = await fixture.SendAsync(HttpMethod.Post, Root + "/exports", token, new JsonObject { ["export"] = export }.ToJsonString());
        Assert.True(!response.IsSuccessStatusCode || response.Headers.CacheControl is { NoStore: true }, "An answer with values must not be kept.");
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync("haneul-secret-transfer/ExportSecrets", response));
    }

    /// <summary>The file of an export that succeeds.</summary>
    public static async Task<string> ExportedAsync(this ApiFixture fixture, string token, string format, object? more = null)
    {
        var (status, body) = await fixture.ExportAsync(token, format, more);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("export").GetProperty("content").GetString()!;
    }

    /// <summary>Name, what became of it and its newest version.</summary>
    public static (string Name, string Action, int? Version) Told(JsonElement entry) => (
        entry.GetProperty("name").GetString()!,
        entry.GetProperty("action").GetString()!,
        entry.GetProperty("version") is { ValueKind: JsonValueKind.Number } version ? version.GetInt32() : null);

    /// <summary>The names and error codes of what an export left out.</summary>
    public static IReadOnlyList<(string? Name, string Code)> LeftOut(JsonElement body) =>
        [.. body.GetProperty("export").GetProperty("left_out").EnumerateArray().Select(static each => (each.GetProperty("name").GetString(), each.GetProperty("error_code").GetString()!))];

    /// <summary>The id of the secret of a name; null if the project has none.</summary>
    public static async Task<string?> FindIdAsync(this ApiFixture fixture, string token, string name)
    {
        var (status, body) = await fixture.CallAsync("ListSecrets", HttpMethod.Get, $"?name={Uri.EscapeDataString(name)}", token);
        Assert.Equal(200, status);
        var secrets = body.GetProperty("secrets");
        return secrets.GetArrayLength() == 0 ? null : secrets[0].GetProperty("id").GetString();
    }

    /// <summary>The newest value of the secret of a name, as JSON.</summary>
    public static async Task<string> ValueAsync(this ApiFixture fixture, string token, string name) =>
        await fixture.ReadContractAsync(token, (await fixture.FindIdAsync(token, name))!);

    /// <summary>Turns access control of a secret on, with nobody on its list.</summary>
    public static async Task CloseAsync(this ApiFixture fixture, string token, string secretId)
    {
        var (status, _) = await fixture.CallAsync("UpdateSecretsAccessControl", HttpMethod.Put, $"/{secretId}/access-control", token, """{"access_control":{"is_enabled":true}}""");
        Assert.Equal(200, status);
    }
}
