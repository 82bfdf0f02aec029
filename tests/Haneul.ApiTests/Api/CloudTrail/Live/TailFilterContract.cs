using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Live;

namespace Haneul.ApiTests.Api.CloudTrail.Live;

/// <summary>A stream shows what a search would find.</summary>
public abstract class TailFilterContract(DatabaseEngine engine) : TrailContract(engine)
{
    private static readonly string?[] Projects = [Project, "other-project", null];
    private static readonly string[] Domains = [Domain, "elsewhere"];
    private static readonly string[] Names = ["Create Secret", "create secret", "List Events"];
    private static readonly string[] Words = ["Secrets Manager", "Cloud Trail", ""];
    private static readonly (string Id, string Name)[] Users = [("u1", "ann@example.org"), ("u2", "bob@example.org"), ("", "")];

    [Fact]
    public async Task Every_query_gives_in_memory_what_it_gives_in_the_database()
    {
        // Times of now: a search may not look far back.
        var events = NewEvents().Sample(200, 10).Select((trailEvent, number) => trailEvent with { Id = $"e{number}" }).ToList();
        await Trail.AppendAsync(events, CancellationToken.None);
        var all = await new TailReads(Database, Chain).ReadAsync(1, 0, 200, 1000, CancellationToken.None);
        Assert.Equal(200, all!.Count);

        Prop.ForAll(Queries().ToArbitrary(), query =>
        {
            foreach (var view in new[] { ProjectOnly, WithOrganisation, new EventView("other-project", "elsewhere") })
            {
                var found = FindAsync(query with { Limit = 1000 }, view).GetAwaiter().GetResult();
                Assert.Equal(
                    found.Order(StringComparer.Ordinal),
                    all.Where(item => TailFilter.Matches(item, query, view)).Select(item => item.Event.EventId).Order(StringComparer.Ordinal));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static readonly long Base = Kernel.Runtime.UnixTime.ToMicroseconds(TimeProvider.System.GetUtcNow());

    private Gen<TrailEvent> NewEvents() =>
        from time in Gen.Choose(0, 20)
        from project in Gen.Elements(Projects)
        from domain in Gen.Elements(Domains)
        from category in Gen.Elements(Enum.GetValues<TrailCategory>())
        from name in Gen.Elements(Names)
        from words in Gen.Elements(Words).Two()
        from user in Gen.Elements(Users)
        from result in Gen.Elements(Enum.GetValues<TrailResult>())
        from resource in Gen.Elements("r1", "r2", null)
        select NewEvent(Base + time) with
        {
            ProjectId = project,
            DomainId = domain,
            Category = category,
            Name = name,
            SourceService = words.Item1,
            ResourceType = words.Item2,
            UserId = user.Id,
            UserName = user.Name,
            Result = result,
            ResourceId = resource,
        };

    private static Gen<EventQuery> Queries() =>
        from bounds in Maybe(Gen.Choose(0, 21)).Two()
        from category in Gen.OneOf(Gen.Constant<TrailCategory?>(null), Gen.Elements(Enum.GetValues<TrailCategory>()).Select(value => (TrailCategory?)value))
        from result in Gen.OneOf(Gen.Constant<TrailResult?>(null), Gen.Elements(Enum.GetValues<TrailResult>()).Select(value => (TrailResult?)value))
        from texts in Gen.Choose(0, 16)
        from name in Gen.Elements(Names)
        from word in Gen.Elements("Secrets Manager", "Cloud Trail")
        from user in Gen.Elements("u1", "u2", "ann@example.org", "nobody")
        select new EventQuery
        {
            From = Base + bounds.Item1,
            To = Base + bounds.Item2,
            Category = category,
            Result = result,
            EventName = texts is 1 or 7 ? name : null,
            SourceService = texts is 2 or 8 ? word : null,
            ResourceType = texts is 3 or 7 ? word : null,
            ResourceId = texts is 4 ? "r1" : null,
            UserId = texts is 5 or 8 ? user : null,
            ServiceName = texts is 6 ? "OpenAPI" : null,
            ResourceName = texts is 9 ? "db/password" : null,
            UserEmail = texts is 10 ? user : null,
            UserName = texts is 11 ? "ann" : null,
            CredentialId = texts is 12 ? "22222222222222222222222222222222" : null,
            SourceAddress = texts is 13 ? "192.0.2.7" : null,
            UserAgent = texts is 14 ? "curl/8.5.0" : null,
            RequestId = texts is 15 ? "req-019a0000-0000-7000-8000-0000000000ff" : null,
            FreeText = texts is 16 ? "bob@" : null,
        };

    private static Gen<int?> Maybe(Gen<int> values) => Gen.OneOf(Gen.Constant<int?>(null), values.Select(value => (int?)value));
}

public sealed class SqliteTailFilter() : TailFilterContract(DatabaseEngine.Sqlite);

public sealed class PostgresTailFilter() : TailFilterContract(DatabaseEngine.Postgres);
