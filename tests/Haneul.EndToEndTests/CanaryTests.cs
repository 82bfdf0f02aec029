using System.Text;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>
/// Plants secrets that can't be mistaken, uses every way to handle them, rightly and wrongly, and then searches everything that the server leaves behind:
/// database files, logs, output, metrics and the process's own arguments.
/// </summary>
public sealed class CanaryTests
{
    private const string Value = "canary-value-7f3d9c51e2";
    private const string Password = "canary-password-41c2f08ab7";
    private const string KeySecret = "canary-access-key-secret-9b1d77e0c35a42f8";
    private const string KeyId = "00000000000000000000000000c0ffee";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task No_secret_is_left_behind_in_clear(string engine)
    {
        await using var database = await CrashDatabase.CreateAsync(engine);
        var environment = new Dictionary<string, string?>(database.Environment, StringComparer.Ordinal)
        {
            ["HANEUL__BOOTSTRAP__PASSWORD"] = Password,
            ["HANEUL__BOOTSTRAP__ACCESSKEYID"] = KeyId,
            ["HANEUL__BOOTSTRAP__ACCESSKEYSECRET"] = KeySecret,
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft"] = "Trace",
            ["Logging__LogLevel__Npgsql"] = "Trace",
        };
        await using var server = await ServerProcess.StartAsync(database.DataFolder, environment: environment);
        using var client = new ApiClient(server);
        var token = await client.SignInAsync();
        await UseAsync(client);

        var metrics = await ReadTextAsync(server, "/metrics");
        var arguments = await File.ReadAllTextAsync($"/proc/{server.Id}/cmdline");
        var dump = engine == "postgres" ? await DumpAsync(environment["HANEUL__DATABASE"]!) : "";
        await server.StopAsync();

        string[] canaries = [Value, Password, KeySecret, token];
        foreach (var canary in canaries)
        {
            foreach (var needle in Encodings(canary))
            {
                foreach (var file in Directory.EnumerateFiles(database.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("bootstrap.json", StringComparison.Ordinal)))
                {
                    Assert.False(Contains(await File.ReadAllBytesAsync(file), needle), $"{canary} is in {Path.GetFileName(file)}");
                }

                foreach (var (name, text) in new[] { ("stdout", await File.ReadAllTextAsync(server.OutputFile)), ("stderr", await File.ReadAllTextAsync(server.ErrorFile)), ("metrics", metrics), ("arguments", arguments), ("dump", dump) })
                {
                    Assert.False(Contains(Encoding.UTF8.GetBytes(text), needle), $"{canary} is in {name}");
                }
            }
        }

        // The search itself must be able to find something.
        Assert.True(Contains(await File.ReadAllBytesAsync(Path.Combine(database.DataFolder, "bootstrap.json")), Encoding.UTF8.GetBytes(KeySecret)));
    }

    private static async Task UseAsync(ApiClient client)
    {
        var created = await client.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", $$$$"""{"secret":{"name":"canary","secret_data":{"password":"{{{{Value}}}}"}}}""");
        var secret = created.GetProperty("secret").GetProperty("id").GetString();
        await client.CallAsync(HttpMethod.Post, $"/secrets-manager/api/v1/secrets/{secret}/versions", $$$$"""{"version":{"secret":"{{{{Value}}}}"}}""");
        await client.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{secret}/versions/value");
        await client.CallAsync(HttpMethod.Get, $"/secrets-manager-service/api/v1/secrets/{secret}/versions/1/value");

        // Everything that goes wrong while a secret is at hand.
        string[] wrong =
        [
            $$$"""{"secret":{"name":"canary","secret_data":"{{{Value}}}","unknown":"{{{Value}}}"}}""",
            $$$"""{"secret":{"name":["{{{Value}}}"],"secret_data":"{{{Value}}}"}}""",
            $$$"""{"secret":{"name":"canary","secret_data":"{{{Value}}}"}}""",
            $$$"""{"secret":{"name":"x","secret_data":"{{{Value}}}""",
            $$$$$$"""{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"nobody","password":"{{{{{{Password}}}}}}"}}}}}""",
            $$$$$"""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{KeyId}}}}}","secret":"{{{{{KeySecret}}}}}x"}}}}""",
            $$$$$"""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"{{{{{KeyId}}}}}","secret":["{{{{{KeySecret}}}}}"]}}}}""",
        ];
        foreach (var body in wrong)
        {
            using var first = await client.SendAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", body);
            using var second = await client.SendAsync(HttpMethod.Post, "/identity/v3/auth/tokens", body);
            Assert.InRange((int)first.StatusCode, 400, 499);
            Assert.InRange((int)second.StatusCode, 400, 499);
            Assert.DoesNotContain(Value, await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.DoesNotContain(KeySecret, await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var inQuery = await client.SendAsync(HttpMethod.Get, $"/secrets-manager/api/v1/secrets?name={Value}&unknown={Value}");
        Assert.Equal(400, (int)inQuery.StatusCode);
    }

    private static async Task<string> ReadTextAsync(ServerProcess server, string path)
    {
        using var http = server.CreateClient();
        return await http.GetStringAsync(new Uri(path, UriKind.Relative));
    }

    private static async Task<string> DumpAsync(string connectionString)
    {
        var builder = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        var result = await CommandLine.RunAsync("pg_dump", ["-h", builder.Host!, "-p", $"{builder.Port}", "-U", builder.Username!, builder.Database!], new Dictionary<string, string?>(StringComparer.Ordinal) { ["PGPASSWORD"] = builder.Password });
        return result.ShouldSucceed().StandardOutput;
    }

    private static IEnumerable<byte[]> Encodings(string canary)
    {
        yield return Encoding.UTF8.GetBytes(canary);
        yield return Encoding.Unicode.GetBytes(canary);
        yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canary)));

        // Base64 of the middle, whatever stands before it: one needle for each of the three alignments.
        for (var shift = 0; shift < 3; shift++)
        {
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(canary[shift..]));
            yield return Encoding.UTF8.GetBytes(text[..(text.Length / 4 * 4 - 4)]);
        }
    }

    private static bool Contains(byte[] haystack, byte[] needle) => haystack.AsSpan().IndexOf(needle) >= 0;
}
