using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>Any search gives what filtering a list would, page by page, whatever is appended meanwhile.</summary>
public abstract partial class EventSearchContract(DatabaseEngine engine) : TrailIndexContract(engine)
{
    private const string OtherProject = "other-project";

    /// <summary>None of it indexed, a part, and all but the newest events; in one chain and in three.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 150)]
    [InlineData(1, 290)]
    [InlineData(3, 150)]
    [InlineData(3, 290)]
    public async Task Every_filter_alone_and_any_mix_of_them_agrees_with_the_model(int chains, int indexed)
    {
        var events = Sample(NewEvents(), 300);
        await AppendAsync(events);
        await SpreadAsync(chains);
        await IndexThroughAsync(indexed);
        var model = await InOrderAsync(events);

        foreach (var single in SingleFilters())
        {
            Assert.Equal(Expected(model, single, WithOrganisation), await WalkAsync(single, WithOrganisation));
        }

        Prop.ForAll(Queries().ToArbitrary(), query =>
        {
            foreach (var view in new[] { ProjectOnly, WithOrganisation })
            {
                Assert.Equal(Expected(model, query, view), WalkAsync(query, view).GetAwaiter().GetResult());
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task Any_walk_gives_what_was_there_when_it_began_while_events_come_and_eras_are_indexed()
    {
        var events = Sample(NewEvents(), 150);
        await AppendAsync(events);
        await SpreadAsync(2);
        var indexed = 0;
        Prop.ForAll(Queries().ToArbitrary(), query =>
        {
            var model = InOrderAsync(events).GetAwaiter().GetResult();
            var walk = WalkAsync(query, WithOrganisation, async () =>
            {
                // As many as there are queries and pages, within the room that spread events have.
                if (events.Count < 900)
                {
                    var more = Sample(NewEvents(), 1);
                    await AppendAsync(more);
                    await SpreadAsync(2);
                    events.AddRange(more);
                    indexed = Math.Min(indexed + 2, events.Count);
                    await IndexThroughAsync(indexed);
                }
            });
            Assert.Equal(Expected(model, query, WithOrganisation), walk.GetAwaiter().GetResult());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
        Assert.NotEqual(0, await CountAsync($"SELECT COUNT(*) FROM trail_eras"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_walk_gives_what_was_there_when_it_began_while_others_append(bool ascending)
    {
        var before = Enumerable.Range(0, 40).Select(number => NewEvent(number / 4) with { Id = $"before{number:D2}" }).ToList();
        foreach (var trailEvent in before)
        {
            await Trail.AppendAsync(trailEvent, CancellationToken.None);
        }

        var appended = 0;
        var walk = await WalkAsync(new EventQuery { Limit = 3, IsAscending = ascending }, ProjectOnly, async () =>
        {
            // Older, between and newer than what the walk gives.
            foreach (var time in new long[] { -1, 5, 100 })
            {
                await Trail.AppendAsync(NewEvent(time) with { Id = $"late{appended++}" }, CancellationToken.None);
            }
        });

        var expected = before.Select(trailEvent => trailEvent.Id);
        Assert.Equal(ascending ? expected : expected.Reverse(), walk);
        Assert.Equal(40 + appended, (await FindAsync(new EventQuery { Limit = 1000 })).Count);
    }

    [Fact]
    public async Task Walks_while_many_callers_append_skip_and_repeat_nothing()
    {
        var before = Enumerable.Range(0, 60).Select(number => NewEvent(number % 5) with { Id = $"before{number:D2}" }).ToList();
        await Task.WhenAll(before.Select(trailEvent => Trail.AppendAsync(trailEvent, CancellationToken.None).AsTask()));
        using var stop = new CancellationTokenSource();
        var appending = Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                await Trail.AppendAsync(NewEvent(number % 5) with { Id = $"late{caller}-{number}" }, CancellationToken.None);
            }
        })));

        for (var round = 0; round < 5; round++)
        {
            var walk = await WalkAsync(new EventQuery { Limit = 1000, IsAscending = round % 2 == 0 }, ProjectOnly);
            Assert.Equal(walk.Count, walk.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(60, walk.Count(id => id.StartsWith("before", StringComparison.Ordinal)));
        }

        await stop.CancelAsync();
        await appending;
    }

    [Fact]
    public async Task A_filter_that_very_many_operations_match_finds_them_all()
    {
        for (var number = 0; number < 120; number++)
        {
            await Trail.AppendAsync(NewEvent(number) with { Id = $"e{number}", OperationId = $"Operation{number}" }, CancellationToken.None);
        }

        var query = new EventQuery { ServiceName = "OpenAPI", Limit = 50 };
        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(number => $"e{number}"), await WalkAsync(query, ProjectOnly));
    }

    [Fact]
    public async Task Another_project_and_another_organisation_are_never_seen()
    {
        await Trail.AppendAsync(NewEvent() with { ProjectId = OtherProject }, CancellationToken.None);
        await Trail.AppendAsync(NewEvent() with { Category = TrailCategory.Organisation, ProjectId = null, DomainId = "elsewhere" }, CancellationToken.None);
        await Trail.AppendAsync(NewEvent() with { Id = "own", Category = TrailCategory.Organisation, ProjectId = null }, CancellationToken.None);
        // The name of an organisation is not mistaken for that of a project.
        await Trail.AppendAsync(NewEvent() with { Category = TrailCategory.Organisation, ProjectId = null, DomainId = Project }, CancellationToken.None);

        Assert.Empty(await FindAsync(new EventQuery(), ProjectOnly));
        Assert.Equal(["own"], await FindAsync(new EventQuery(), WithOrganisation));
        Assert.Empty(await FindAsync(new EventQuery { ResourceId = Resources[0] }, ProjectOnly));
        Assert.Empty(await FindAsync(new EventQuery { UserId = "ann@example.org" }, ProjectOnly));
        Assert.Empty(await FindAsync(new EventQuery { Category = TrailCategory.Organisation }, ProjectOnly));
    }
}

public sealed class SqliteEventSearch() : EventSearchContract(DatabaseEngine.Sqlite);

public sealed class PostgresEventSearch() : EventSearchContract(DatabaseEngine.Postgres);
