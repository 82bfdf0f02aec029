using System.Net;
using System.Text.Json.Nodes;

namespace Haneul.ApiTests.WebConsole.Secrets;

/// <summary>A server with secrets, and browsers in which somebody is signed in.</summary>
public sealed class SecretsWorld : ConsoleFixture
{
    private int _count;

    /// <summary>A name that no other secret has.</summary>
    public string NewName(string about = "secret") => $"{about}-{Interlocked.Increment(ref _count)}";

    /// <summary>Stores a secret through the API.</summary>
    public async Task<string> StoreAsync(string name, JsonNode? value, bool isAccessControlled = false)
    {
        var body = new JsonObject { ["secret"] = new JsonObject { ["name"] = name, ["secret_data"] = value, ["is_access_control_enabled"] = isAccessControlled } };
        var (status, answer) = await CallAsync(HttpMethod.Post, "/secrets-manager-service/api/v1/secrets", await SignInAsync(), body.ToJsonString());
        Assert.True(status is 200 or 201, answer.ToString());
        return answer.GetProperty("secret").GetProperty("id").GetString()!;
    }

    /// <summary>Stores another version through the API.</summary>
    public async Task StoreVersionAsync(string id, JsonNode? value)
    {
        var body = new JsonObject { ["version"] = new JsonObject { ["secret"] = value } };
        var (status, answer) = await CallAsync(HttpMethod.Post, $"/secrets-manager-service/api/v1/secrets/{id}/versions", await SignInAsync(), body.ToJsonString());
        Assert.True(status is 200 or 201, answer.ToString());
    }

    /// <summary>What the API says of a secret.</summary>
    public async Task<JsonNode> SecretAsync(string id) => (await GetAsync($"/haneul/v1/secrets-manager/secrets/{id}"))["secret"]!;

    /// <summary>The value of the default version, as JSON.</summary>
    public async Task<string> ValueAsync(string id) => (await GetAsync($"/secrets-manager-service/api/v1/secrets/{id}/versions/value"))["version"]!["secret"]!.ToJsonString();

    /// <summary>State and date of destruction of a version.</summary>
    public async Task<(string Status, string? DestructionAt)> VersionAsync(string id, int version)
    {
        var versions = (await GetAsync($"/secrets-manager-service/api/v1/secrets/{id}/versions"))["versions"]!.AsArray();
        var found = versions.Single(each => (int)each!["version"]! == version)!;
        return ((string)found["status"]!, (string?)found["resolved_destruction_at"]);
    }

    /// <summary>A browser in which somebody with a role in the first project is signed in.</summary>
    internal async Task<ConsoleBrowser> SignedInAsAsync(string role)
    {
        var person = await CreatePersonaAsync(Bootstrap.ProjectId, role);
        var browser = new ConsoleBrowser(this);
        await browser.SignInAsync(person.UserName, person.Password);
        return browser;
    }

    /// <summary>Gives the password that a dangerous page asks for, and goes on to the page.</summary>
    internal async Task ConfirmAsync(ConsoleBrowser browser, string path, string? password = null)
    {
        // Who has just signed in has given it already.
        Time.Advance(TimeSpan.FromMinutes(11));
        await browser.GoAsync(path);
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.StartsWith("/confirm", browser.Location, StringComparison.Ordinal);
        await browser.FollowAsync();
        await browser.SubmitAsync("main form", ("password", password ?? Bootstrap.Password));
        Assert.Equal(path, browser.Location);
        await browser.FollowAsync();
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var (status, answer) = await CallAsync(HttpMethod.Get, path, await SignInAsync());
        Assert.True(status == 200, answer.ToString());
        return JsonNode.Parse(answer.GetRawText())!;
    }
}
