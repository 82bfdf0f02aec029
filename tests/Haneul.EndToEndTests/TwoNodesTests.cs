using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>
/// Two server processes on one PostgreSQL: what one changes acts on the other within two seconds, though that one keeps tokens in memory and works on with them.
/// </summary>
public sealed class TwoNodesTests
{
    private const string Password = "a password of two nodes 9!";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_change_of_roles_on_one_node_acts_on_the_other_within_two_seconds()
    {
        await using var database = await CrashDatabase.CreateAsync("postgres");
        await using var first = await ServerProcess.StartAsync(database.DataFolder, environment: database.Environment);
        var otherFolder = Directory.CreateTempSubdirectory("haneul-e2e-").FullName;
        try
        {
            // The root key is what nodes share beside the database; everything else of the folder is a node's own.
            var rootKey = Path.Combine(otherFolder, "root.key");
            File.Copy(Path.Combine(database.DataFolder, "root.key"), rootKey);
            await using var second = await ServerProcess.StartAsync(otherFolder, environment: database.Environment);
            using var here = first.CreateClient();
            using var there = second.CreateClient();
            var bootstrap = first.ReadBootstrap();
            var administrator = await SignInAsync(here, bootstrap.UserId, bootstrap.Password, """{"system":{"all":true}}""");
            var user = (await CallAsync(here, HttpMethod.Post, "/identity/v3/users", administrator, $$$"""{"user":{"name":"two-nodes","password":"{{{Password}}}"}}"""))
                .GetProperty("user").GetProperty("id").GetString();
            var grants = $"/identity/v3/projects/{bootstrap.ProjectId}/users/{user}/roles";
            var admin = $"{grants}/{await RoleAsync(here, administrator, "admin")}";
            await CallAsync(here, HttpMethod.Put, $"{grants}/{await RoleAsync(here, administrator, "reader")}", administrator);
            await CallAsync(here, HttpMethod.Put, admin, administrator);
            var token = await SignInAsync(there, user!, Password, $$$"""{"project":{"id":"{{{bootstrap.ProjectId}}}"}}""");
            Assert.Equal(HttpStatusCode.OK, await ListUsersAsync(there, token));

            await CallAsync(here, HttpMethod.Delete, admin, administrator);
            await AnswersWithinBoundAsync(there, token, HttpStatusCode.Forbidden);

            await CallAsync(here, HttpMethod.Put, admin, administrator);
            await AnswersWithinBoundAsync(there, token, HttpStatusCode.OK);

            await CallAsync(here, HttpMethod.Patch, $"/identity/v3/users/{user}", administrator, """{"user":{"enabled":false}}""");
            await AnswersWithinBoundAsync(there, token, HttpStatusCode.Unauthorized);
        }
        finally
        {
            Directory.Delete(otherFolder, recursive: true);
        }
    }

    // Asks without a pause, so that the token is never out of the other node's memory. The request that is under way when the time is up counts too.
    private static async Task AnswersWithinBoundAsync(HttpClient client, string token, HttpStatusCode wanted)
    {
        var began = TimeProvider.System.GetTimestamp();
        HttpStatusCode status;
        do
        {
            status = await ListUsersAsync(client, token);
        }
        while (status != wanted && TimeProvider.System.GetElapsedTime(began) < Bound);
        Assert.Equal(wanted, status);
    }

    private static async Task<HttpStatusCode> ListUsersAsync(HttpClient client, string token)
    {
        using var response = await SendAsync(client, HttpMethod.Get, "/identity/v3/users?limit=1", token);
        return response.StatusCode;
    }

    private static async Task<string?> RoleAsync(HttpClient client, string token, string name) =>
        Assert.Single((await CallAsync(client, HttpMethod.Get, $"/identity/v3/roles?name={name}", token)).GetProperty("roles").EnumerateArray()).GetProperty("id").GetString();

    private static async Task<string> SignInAsync(HttpClient client, string user, string password, string scope)
    {
        using var response = await SendAsync(client, HttpMethod.Post, "/identity/v3/auth/tokens", token: null, $$$$"""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"{{{{user}}}}","password":"{{{{password}}}}"}}},"scope":{{{{scope}}}}}}
            """);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    private static async Task<JsonElement> CallAsync(HttpClient client, HttpMethod method, string path, string token, string? json = null)
    {
        using var response = await SendAsync(client, method, path, token, json);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string? token, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await client.SendAsync(request);
    }
}
