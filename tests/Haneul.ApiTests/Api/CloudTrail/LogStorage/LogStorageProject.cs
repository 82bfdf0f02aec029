using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>A project whose log storage ends with the test, so that the tests of a class do not store each other's events.</summary>
public sealed class LogStorageProject(LogStorageFixture fixture, Persona persona) : IAsyncDisposable
{
    public string Token => persona.Token;

    public string Id => persona.ProjectId;

    public static async Task<LogStorageProject> CreateAsync(LogStorageFixture fixture)
    {
        fixture.Buckets.Objects.Clear();
        fixture.Buckets.Puts.Clear();
        fixture.Buckets.Refusal = null;
        return new LogStorageProject(fixture, await fixture.NewProjectAsync());
    }

    /// <summary>The ids of the events that were stored below a folder of the bucket, in their order.</summary>
    public List<string> StoredIds(string folder = "trail/project_event") =>
        [.. fixture.Buckets.LinesIn(folder).Select(line => JsonElement.Parse(line).GetProperty("event_id").GetString()!)];

    public async ValueTask DisposeAsync()
    {
        fixture.Buckets.Refusal = null;
        fixture.Buckets.Reset();
        (await fixture.SendAsync(HttpMethod.Delete, LogStorageFixture.Path, Token)).Dispose();
    }
}
