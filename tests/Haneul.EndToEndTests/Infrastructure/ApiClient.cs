using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>Plain HTTP against a running server, with the token of its first access key.</summary>
public sealed class ApiClient(ServerProcess server) : IDisposable
{
    private readonly HttpClient _http = server.CreateClient();
    private string? _token;

    /// <summary>Signs in with the first access key.</summary>
    public async Task<string> SignInAsync()
    {
        var bootstrap = server.ReadBootstrap();
        using var response = await SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", $$$$$"""
            {"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{bootstrap.AccessKeyId}}}}}","secret":"{{{{{bootstrap.AccessKeySecret}}}}}"}}}}
            """);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return _token = Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    /// <summary>Sends a request, with the token if one was issued.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, string? requestId = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (_token is not null)
        {
            request.Headers.Add("X-Auth-Token", _token);
        }

        if (requestId is not null)
        {
            request.Headers.Add("X-Request-Id", requestId);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await _http.SendAsync(request);
    }

    /// <summary>Sends a request that must succeed and gives its body.</summary>
    public async Task<JsonElement> CallAsync(HttpMethod method, string path, string? json = null, string? requestId = null)
    {
        using var response = await SendAsync(method, path, json, requestId);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    /// <summary>Every event of the project, oldest first.</summary>
    public async Task<List<JsonElement>> ReadTrailAsync(string from)
    {
        var events = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?order=asc&limit=1000&from={Uri.EscapeDataString(from)}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            events.AddRange(page.GetProperty("events").EnumerateArray());
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        return events;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
