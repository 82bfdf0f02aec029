using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>Two nodes on one PostgreSQL write events of the same projects and store them side by side: each event once.</summary>
public sealed class TwoNodesStoreLogsTests(LogStorageFixture fixture) : IClassFixture<LogStorageFixture>
{
    private const int Projects = 6;

    [Fact]
    public async Task Every_event_of_both_nodes_is_stored_once()
    {
        Assert.SkipUnless(TestDatabase.SelectedEngine == DatabaseEngine.Postgres, "SQLite has one node.");
        var folder = Directory.CreateTempSubdirectory("haneul_node_").FullName;
        try
        {
            File.Copy(Path.Combine(fixture.Database.DataFolder, "root.key"), Path.Combine(folder, "root.key"));
            var settings = new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Haneul:DataDirectory"] = folder,
                ["Haneul:Database"] = fixture.Database.Setting,
                ["Haneul:AllowPrivateTargets"] = "127.0.0.0/8",
                ["Logging:LogLevel:Default"] = "None",
                ["Logging:LogLevel:Haneul"] = "None",
            };
            await using var second = await HaneulServer.StartAsync(settings, new ServerParts(fixture.Time, new SystemRandomSource(), null), CancellationToken.None);
            using var there = new HttpClient { BaseAddress = new Uri(second.Url) };
            var personas = new List<Persona>();
            for (var index = 0; index < Projects; index++)
            {
                var persona = await fixture.NewProjectAsync();
                await fixture.SetAsync(persona.Token, fixture.Body(",\"interval_minutes\":10"));
                personas.Add(persona);
            }

            for (var round = 0; round < 3; round++)
            {
                foreach (var persona in personas)
                {
                    await fixture.TouchAsync(persona.Token);
                    await TouchAsync(there, persona.Token);
                }

                await second.App.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
                var other = Task.Run(() => second.App.Services.GetRequiredService<JobWorker>().RunDueAsync(CancellationToken.None), TestContext.Current.CancellationToken);
                await fixture.NextHourAsync();
                await second.App.Services.GetRequiredService<JobWorker>().RunDueAsync(TestContext.Current.CancellationToken);
                await other;
                await fixture.RunDueJobsAsync();
            }

            var stored = fixture.Buckets.LinesIn("trail/project_event").Select(line => JsonElement.Parse(line))
                .Where(found => found.GetProperty("event_name").GetString() == "Get Secrets Manager Service Status").Select(found => found.GetProperty("event_id").GetString()!).ToList();
            var shown = new List<string>();
            foreach (var persona in personas)
            {
                shown.AddRange((await fixture.EventsAsync(persona.Token, "&event_name=Get%20Secrets%20Manager%20Service%20Status")).Select(found => found.GetProperty("event_id").GetString()!));
            }

            Assert.Equal(Projects * 3 * 2, shown.Count);
            Assert.Equal(shown.Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TouchAsync(HttpClient http, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/secrets-manager/api/v1/activation");
        request.Headers.Add("X-Auth-Token", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }
}
