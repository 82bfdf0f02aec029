using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

/// <summary>An answer of the operations beyond the published API.</summary>
internal sealed record ValueAnswer(int Status, JsonElement Body, string? Tag, ContractAnswer Raw);

/// <summary>Requests to the operations beyond the published API as any client would make them.</summary>
internal static class ValueCalls
{
    public const string Root = "/haneul/v1/secrets-manager";

    /// <summary>Calls and holds the answer against the contract.</summary>
    public static async Task<ValueAnswer> CallValuesAsync(
        this ApiFixture fixture, string operationId, HttpMethod method, string path, string? token, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Root + path);
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await fixture.Http.SendAsync(request);
        var answer = await ContractAnswer.ReadAsync(response);
        return new ValueAnswer(answer.Status, ContractCheck.Verify(operationId, answer), answer.Headers.GetValueOrDefault("ETag"), answer);
    }

    /// <summary>Reads values; each item is a fragment of JSON such as <c>"id":"…","version":1</c>.</summary>
    public static Task<ValueAnswer> ReadManyAsync(this ApiFixture fixture, string token, IEnumerable<string> items, string? known = null) =>
        fixture.CallValuesAsync(
            "ReadSecretValues", HttpMethod.Post, "/values", token, $$$"""{"values":{"secrets":[{{{string.Join(',', items.Select(item => "{" + item + "}"))}}}]}}""",
            known is null ? [] : [("If-None-Match", known)]);

    public static Task<ValueAnswer> ReadOneAsync(this ApiFixture fixture, string token, string secretId, string query = "", string? known = null) =>
        fixture.CallValuesAsync("ReadSecretValue", HttpMethod.Get, $"/secrets/{secretId}/value{query}", token, json: null, known is null ? [] : [("If-None-Match", known)]);

    public static IReadOnlyList<JsonElement> ResultsOf(ValueAnswer answer) => [.. answer.Body.GetProperty("values").GetProperty("results").EnumerateArray()];

    /// <summary>Puts a version into a state below the wire.</summary>
    public static async Task SetStatusAsync(this ApiFixture fixture, string secretId, int version, string status)
    {
        var database = fixture.Services.GetRequiredService<IDatabase>();
        Assert.Equal(1, await database.WriteAsync(async tx => status == "Destroyed"
            ? await tx.ExecuteAsync($"UPDATE secrets_versions SET status = {status}, ciphertext = {(byte[]?)null} WHERE secret_id = {secretId} AND version = {version}")
            : await tx.ExecuteAsync($"UPDATE secrets_versions SET status = {status} WHERE secret_id = {secretId} AND version = {version}")));
    }

    /// <summary>Turns access control on below the wire: from then on only the owner is admitted.</summary>
    public static async Task RestrictAsync(this ApiFixture fixture, string secretId, bool isEnabled = true)
    {
        var database = fixture.Services.GetRequiredService<IDatabase>();
        Assert.Equal(1, await database.WriteAsync(async tx =>
            await tx.ExecuteAsync($"UPDATE secrets_secrets SET is_access_control_enabled = {isEnabled} WHERE id = {secretId}")));
    }
}
