using System.Net;
using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>
/// A disk that fills up while clients write: 503 in the dialect, nothing acknowledged is lost, nothing is half there, and the server lives on. The limit
/// on the size of files stands in for the disk: a write beyond it fails in the same way.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    // The runtime keeps the code that it makes in a file in memory, which the limit would count.
    private static readonly Dictionary<string, string?> NoFilesInMemory = new(StringComparer.Ordinal) { ["DOTNET_EnableWriteXorExecute"] = "0" };

    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-full-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_full_disk_is_503_and_loses_nothing()
    {
        await using (var first = await ServerProcess.StartAsync(_folder))
        {
            await first.StopAsync();
        }

        var acknowledged = new Dictionary<string, string>(StringComparer.Ordinal);
        var refused = 0;
        await using (var limited = ServerProcess.Launch(_folder, environment: NoFilesInMemory, fileSizeLimit: 3000))
        {
            await limited.WaitUntilReadyAsync();
            using var client = new ApiClient(limited);
            await client.SignInAsync();
            for (var number = 0; refused < 5; number++)
            {
                Assert.True(number < 1000, "The limit was never reached.");
                var value = $"{number}-{new string('v', 40_000)}";
                using var response = await client.SendAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", $$$"""{"secret":{"name":"s{{{number}}}","secret_data":"{{{value}}}"}}""");
                var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
                if (response.StatusCode == HttpStatusCode.Created)
                {
                    acknowledged[body.GetProperty("secret").GetProperty("id").GetString()!] = value;
                }
                else
                {
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                    Assert.Equal("ServiceUnavailable", body.GetProperty("error").GetProperty("code").GetString());
                    Assert.True(response.Headers.Contains("Retry-After"));
                    refused++;
                }
            }

            using var http = limited.CreateClient();
            Assert.Equal("ok\n", await http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
            using var ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.NotEmpty(acknowledged);
        }

        await using var server = await ServerProcess.StartAsync(_folder);
        using var reader = new ApiClient(server);
        await reader.SignInAsync();
        var listed = (await reader.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets?limit=1000")).GetProperty("secrets").EnumerateArray()
            .Select(secret => secret.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(acknowledged.Keys.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        foreach (var (id, value) in acknowledged)
        {
            Assert.Equal(value, (await reader.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{id}/versions/value")).GetProperty("data").GetString());
        }
    }
}
