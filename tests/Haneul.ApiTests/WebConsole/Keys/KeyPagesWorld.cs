using System.Net;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Keys;

/// <summary>A project of its own, somebody with a role in it who is signed in to the console, and keys that were made through the API.</summary>
internal sealed class KeyPagesWorld : IDisposable
{
    private KeyPagesWorld(ApiFixture fixture, string projectId, Persona person, ConsoleBrowser browser)
    {
        Fixture = fixture;
        ProjectId = projectId;
        Person = person;
        Browser = browser;
    }

    public const string Encryption = "SYMMETRIC SYMMETRIC_ENCRYPT_DECRYPT AES256-GCM96";
    public const string RsaEncryption = "ASYMMETRIC ASYMMETRIC_ENCRYPT_DECRYPT RSA-2048";
    public const string Ecdsa = "ASYMMETRIC DIGITAL_SIGNATURE ECDSA-P256";
    public const string Hmac = "SYMMETRIC HMAC HMAC-256";

    public ApiFixture Fixture { get; }

    public string ProjectId { get; }

    public Persona Person { get; }

    public ConsoleBrowser Browser { get; }

    public static async Task<KeyPagesWorld> CreateAsync(ApiFixture fixture, params string[] roles)
    {
        var projectId = await fixture.CreateProjectAsync();
        var person = await fixture.CreatePersonaAsync(projectId, roles.Length == 0 ? ["project_admin"] : roles);
        return new(fixture, projectId, person, await OpenAsync(fixture, person));
    }

    /// <summary>A browser in which somebody is signed in.</summary>
    public static async Task<ConsoleBrowser> OpenAsync(ApiFixture fixture, Persona person)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(person.UserName, person.Password);
        return browser;
    }

    /// <summary>Makes a key as the person, or with another token; gives its id.</summary>
    public async Task<string> CreateKeyAsync(string name, string kind = Encryption, string more = "", string? token = null)
    {
        var parts = kind.Split(' ');
        var (status, body) = await Fixture.CallAsync(HttpMethod.Post, "/kms/api/v1/keys", token ?? Person.Token, $$$$$"""
            {"key":{"name":{{{{{JsonSerializer.Serialize(name)}}}}},"type":"{{{{{parts[0]}}}}}","purpose":"{{{{{parts[1]}}}}}","algorithm":"{{{{{parts[2]}}}}}","is_access_control_enabled":false{{{{{more}}}}}}}
            """);
        Assert.Equal(201, status);
        return body.GetProperty("key").GetProperty("id").GetString()!;
    }

    /// <summary>What the API says of a key.</summary>
    public async Task<JsonElement> KeyAsync(string keyId)
    {
        var (status, body) = await Fixture.CallAsync(HttpMethod.Get, $"/kms/api/v1/keys/{keyId}", Person.Token);
        Assert.Equal(200, status);
        return body.GetProperty("key");
    }

    /// <summary>The states of the versions of a key, newest first.</summary>
    public async Task<string> VersionsAsync(string keyId)
    {
        var (_, body) = await Fixture.CallAsync(HttpMethod.Get, $"/kms/api/v1/keys/{keyId}/versions", Person.Token);
        return string.Join(' ', body.GetProperty("versions").EnumerateArray().Select(version =>
            $"{version.GetProperty("version")}:{version.GetProperty("status")}{(version.GetProperty("resolved_destruction_at").ValueKind == JsonValueKind.Null ? "" : "!")}"));
    }

    /// <summary>Sends the form of the page that is open, and asserts that it was refused with something said beside it.</summary>
    public async Task<string> RefusedAsync(params (string Name, string? Value)[] fields)
    {
        await Browser.SubmitAsync("main form[data-form]", fields);
        Assert.Equal(HttpStatusCode.BadRequest, Browser.Status);
        return string.Join(' ', Browser.Html.QuerySelectorAll("main .error, main .problem").Select(static problem => problem.TextContent));
    }

    /// <summary>Sends the form of the page that is open, and goes where it leads.</summary>
    public async Task DoneAsync(params (string Name, string? Value)[] fields)
    {
        await Browser.SubmitAsync("main form[data-form]", fields);
        Assert.True(Browser.Status == HttpStatusCode.SeeOther, $"The form was answered {(int)Browser.Status}: {Browser.Text}");
        await Browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, Browser.Status);
    }

    public void Dispose() => Browser.Dispose();
}
