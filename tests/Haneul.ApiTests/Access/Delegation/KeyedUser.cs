using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Access.Delegation;

/// <summary>A user with a password token for a project, who makes access keys and signs in with them.</summary>
/// <param name="fixture">The server.</param>
/// <param name="persona">Who.</param>
/// <param name="password">A token by password.</param>
internal sealed class KeyedUser(ApiFixture fixture, Persona persona, string password)
{
    /// <summary>The member of a request for a key that may manage keys, to be followed by others.</summary>
    public const string Unrestricted = "\"unrestricted\":true,";

    /// <summary>The rule that lets a key look at users one by one.</summary>
    public static readonly string ReadUsers = Rule("identity", "GET", "/v3/users/*");

    public Persona Persona => persona;

    public string Password => password;

    public string Path => $"/identity/v3/users/{persona.UserId}";

    public string Keys => $"{Path}/application_credentials";

    public string Rules => $"{Path}/access_rules";

    public string Ec2 => $"{Path}/credentials/OS-EC2";

    /// <summary>An access rule as JSON.</summary>
    public static string Rule(string service, string method, string path) => $$"""{"service":"{{service}}","method":"{{method}}","path":"{{path}}"}""";

    /// <summary>The member of a request for a key that limits it to rules.</summary>
    public static string With(params string[] rules) => $"\"access_rules\":[{string.Join(',', rules)}]";

    /// <summary>A new user without keys.</summary>
    public static async Task<KeyedUser> CreateAsync(ApiFixture fixture, params string[] roles)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), roles);
        var password = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var user = new KeyedUser(fixture, persona, password);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{persona.AccessKeyId}", password)).Status);
        return user;
    }

    /// <summary>Asks for a key; the members as JSON, without braces.</summary>
    public Task<(int Status, JsonElement Body)> AskAsync(string token, string name, string members = "") => fixture.CallAsync(
        HttpMethod.Post, Keys, token, $$$"""{"application_credential":{"name":"{{{name}}}"{{{(members.Length > 0 ? "," + members : "")}}}}}""");

    /// <summary>Makes a key.</summary>
    public async Task<JsonElement> MakeAsync(string token, string name, string members = "")
    {
        var (status, body) = await AskAsync(token, name, members);
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("application_credential");
    }

    /// <summary>A token of a new key.</summary>
    public async Task<string> TokenOfNewAsync(string name, string members = "") => await TokenOfAsync(await MakeAsync(password, name, members));

    /// <summary>A token of a key.</summary>
    public Task<string> TokenOfAsync(JsonElement key) => fixture.SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);

    /// <summary>The status of a request whose path is sent as it stands, which no HTTP client would.</summary>
    public async Task<int> RawStatusAsync(string method, string target, string token, string? host = null)
    {
        var address = fixture.Http.BaseAddress!;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: {host ?? address.Authority}\r\nX-Auth-Token: {token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var line = await reader.ReadLineAsync() ?? "";
        return int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
