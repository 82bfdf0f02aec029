using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>Fills the trail of a project faster than calls do.</summary>
internal static class LongTrail
{
    /// <summary>Records so many events, each with a fact of some length; their ids in the order in which they were recorded.</summary>
    public static async Task<List<string>> RecordAsync(ApiFixture fixture, string projectId, int count, int factLength = 10, string name = "Long Trail")
    {
        var ids = fixture.Services.GetRequiredService<IdGenerator>();
        var now = UnixTime.ToMicroseconds(fixture.Time.GetUtcNow());
        var fact = new string('x', factLength);
        var events = Enumerable.Range(0, count).Select(number => new TrailEvent
        {
            Id = ids.NewTimeOrderedUuid(),
            Time = now,
            Name = name,
            Category = TrailCategory.Project,
            ServiceName = "OpenAPI",
            SourceService = "Cloud Trail",
            ProjectId = projectId,
            DomainId = fixture.Bootstrap.DomainId,
            UserName = "ann@example.org",
            UserId = "u1",
            ResourceType = "Event",
            OperationId = "LongTrail",
            Status = 200,
            Result = TrailResult.Success,
            RequestId = "req-" + ids.NewUuid(),
            AdditionalInfo = $$"""{"number":"{{number}}","fact":"{{fact}}"}""",
        }).ToList();
        foreach (var some in events.Chunk(500))
        {
            await fixture.Services.GetRequiredService<ITrail>().AppendAsync(some, CancellationToken.None);
        }

        return [.. events.Select(trailEvent => trailEvent.Id)];
    }
}
