using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

/// <summary>An answer with the headers that matter.</summary>
internal sealed record CatalogueAnswer(int Status, JsonElement Body, string? ETag);

/// <summary>Requests about finding and describing secrets; every answer is held against the contract.</summary>
internal static class CatalogueCalls
{
    private const string Root = "/haneul/v1/secrets-manager/secrets";

    public static async Task<CatalogueAnswer> CatalogueAsync(
        this ApiFixture fixture, string operationId, HttpMethod method, string path, string token, string? json = null, string? ifMatch = null, string prefix = "")
    {
        using var request = new HttpRequestMessage(method, prefix + Root + path);
        request.Headers.Add("X-Auth-Token", token);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await fixture.Http.SendAsync(request);
        return new CatalogueAnswer((int)response.StatusCode, await ContractCheck.VerifyAsync($"haneul-secrets/{operationId}", response), response.Headers.ETag?.ToString());
    }

    public static async Task<JsonElement> DetailsAsync(this ApiFixture fixture, string token, string secretId)
    {
        var answer = await fixture.CatalogueAsync("GetSecretDetails", HttpMethod.Get, $"/{secretId}", token);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body.GetProperty("secret");
    }

    public static async Task<JsonElement> SearchAsync(this ApiFixture fixture, string token, string query)
    {
        var answer = await fixture.CatalogueAsync("SearchSecrets", HttpMethod.Get, query, token);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    /// <summary>The names that a search finds, in the order of the answer.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(this ApiFixture fixture, string token, string query) =>
        [.. (await fixture.SearchAsync(token, query)).GetProperty("secrets").EnumerateArray().Select(secret => secret.GetProperty("name").GetString()!)];

    public static Task<CatalogueAnswer> UpdateAsync(this ApiFixture fixture, string token, string secretId, string secretJson, string? ifMatch = null) =>
        fixture.CatalogueAsync("UpdateSecret", HttpMethod.Patch, $"/{secretId}", token, $$"""{"secret":{{secretJson}}}""", ifMatch);

    public static async Task<JsonElement> ChangeAsync(this ApiFixture fixture, string token, string secretId, string secretJson)
    {
        var answer = await fixture.UpdateAsync(token, secretId, secretJson);
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body.GetProperty("secret");
    }

    public static Task<CatalogueAnswer> SetTagAsync(this ApiFixture fixture, string token, string secretId, string key, string value, string? ifMatch = null) =>
        fixture.CatalogueAsync(
            "SetSecretTag", HttpMethod.Put, $"/{secretId}/tags/{Uri.EscapeDataString(key)}", token, $$$"""{"tag":{"value":{{{SecretCalls.Quote(value)}}}}}""", ifMatch);

    public static Task<CatalogueAnswer> DeleteTagAsync(this ApiFixture fixture, string token, string secretId, string key) =>
        fixture.CatalogueAsync("DeleteSecretTag", HttpMethod.Delete, $"/{secretId}/tags/{Uri.EscapeDataString(key)}", token);
}
