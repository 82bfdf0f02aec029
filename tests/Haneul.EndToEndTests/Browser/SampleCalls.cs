using System.Text;
using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Browser;

/// <summary>Calls of the first user with a token by password, which may do what an access key may not: making users and projects.</summary>
internal sealed class SampleCalls(ServerProcess server) : IDisposable
{
    private readonly HttpClient _http = server.CreateClient();

    /// <summary>Gets the first user's token, in the first project.</summary>
    public Task SignInAsync() => SignInAsync(server.ReadBootstrap().UserId, server.ReadBootstrap().Password);

    /// <summary>Gets the token of a user, in the first project.</summary>
    public async Task SignInAsync(string userId, string password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/identity/v3/auth/tokens")
        {
            Content = JsonOf($$$$$"""{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{{userId}}}}}","password":"{{{{{password}}}}}"}}},"scope":{"project":{"id":"{{{{{server.ReadBootstrap().ProjectId}}}}}"}}}}"""),
        };
        using var response = await _http.SendAsync(request);
        _http.DefaultRequestHeaders.Add("X-Auth-Token", Assert.Single(response.Headers.GetValues("X-Subject-Token")));
    }

    /// <summary>Makes something.</summary>
    public Task<JsonElement> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    /// <summary>A call that must succeed.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : JsonOf(json) };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>A call that must not succeed: its event tells so.</summary>
    public async Task FailAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : JsonOf(json) };
        using var response = await _http.SendAsync(request);
        Assert.False(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode}");
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static StringContent JsonOf(string json) => new(json, Encoding.UTF8, "application/json");
}
