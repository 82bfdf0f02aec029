using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Wire.CloudTrail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>Cuts and their pieces hold every sealed event of a stream once, whatever happens between.</summary>
public abstract class LogPartsContract(DatabaseEngine engine) : TrailContract(engine)
{
    private const long Now = 1_795_000_000_000_000;

    private static readonly LogTarget Target = new()
    {
        ProjectId = Project,
        DomainId = Domain,
        IntervalMinutes = 10,
        Format = LogStorageFormats.Gz,
        EnabledAt = Now,
        UpdatedAt = Now,
    };

    private readonly LogStoragePositions _positions = new();

    [Fact]
    public async Task A_large_cut_is_split_and_each_piece_is_the_same_when_it_is_made_again()
    {
        await BeginAsync(TrailCategory.Project);
        var expected = await AppendAsync(40);
        await CutAsync();

        var stored = new List<string>();
        var names = new List<string>();
        while (await FindCutAsync(TrailCategory.Project) is { } stream)
        {
            var part = await BuildAsync(stream);
            await AppendAsync(3); // What happens meanwhile is no part of the cut.
            await Chain.SealAsync();
            Assert.Equal(part.Content, (await BuildAsync(stream)).Content);
            names.Add(stream.NextObject);
            stored.AddRange(IdsIn(part));
            await AdvanceAsync(stream, part);
        }

        Assert.Equal(expected, stored);
        Assert.InRange(names.Count, 4, 40);
        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_a_run_dies_at_each_event_is_in_one_object(int seed)
    {
        await BeginAsync(TrailCategory.Project);
        var expected = new List<string>();
        var objects = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var state = (uint)seed;
        for (var step = 0; step < 60; step++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            switch (state >> 29)
            {
                case 0 or 1:
                    expected.AddRange(await AppendAsync((int)((state >> 24) & 7)));
                    break;
                case 2:
                    await CutAsync(seals: true);
                    break;
                case 3:
                    await CutAsync(seals: false);
                    break;
                case 4:
                    await ReopenAsync();
                    break;
                default:
                    // Five and six die behind the upload, seven notes it.
                    await StoreNextAsync(objects, notes: state >> 29 == 7);
                    break;
            }
        }

        await CutAsync();
        while (await StoreNextAsync(objects, notes: true))
        {
        }

        await CutAsync();
        while (await StoreNextAsync(objects, notes: true))
        {
        }

        Assert.Equal(expected, objects.SelectMany(stored => IdsIn(new LogPart(stored.Value, [], IsLast: false))));
    }

    [Fact]
    public async Task What_is_not_sealed_waits_for_the_next_cut_and_what_was_rolled_back_leaves_no_gap()
    {
        await BeginAsync(TrailCategory.Project);
        var first = await AppendAsync(5);
        await Database.WriteAsync(async transaction =>
        {
            await Trail.RecordAsync(transaction, NewEvent());
            transaction.RollBack();
            return 0;
        });
        first.AddRange(await AppendAsync(2));
        await CutAsync(seals: true);
        var later = await AppendAsync(4);
        var stored = await DrainAsync(TrailCategory.Project);
        await CutAsync(seals: false);
        var nothing = await DrainAsync(TrailCategory.Project);
        await CutAsync(seals: true);

        Assert.Equal(first, stored);
        Assert.Empty(nothing);
        Assert.Equal(later, await DrainAsync(TrailCategory.Project));
    }

    [Fact]
    public async Task Each_stream_holds_its_own_events_from_when_it_began()
    {
        var before = await AppendAsync(3);
        await Chain.SealAsync();
        await BeginAsync(TrailCategory.Project);
        var ours = await AppendAsync(2);
        var organisation = await AppendAsync(2, NewEvent() with { Category = TrailCategory.Organisation, ProjectId = null });
        await AppendAsync(2, NewEvent() with { ProjectId = "ffffffffffffffffffffffffffffffff" });
        await AppendAsync(2, NewEvent() with { Category = TrailCategory.Organisation, ProjectId = null, DomainId = "another" });
        await Chain.SealAsync();
        await BeginAsync(TrailCategory.Organisation);
        var without = await AppendAsync(1, NewEvent() with { ProjectId = null }); // Of a service of projects, and of no project: the organisation's.
        await CutAsync();

        Assert.Equal(ours, await DrainAsync(TrailCategory.Project));
        Assert.Equal(without, await DrainAsync(TrailCategory.Organisation));
        Assert.DoesNotContain(before[0], ours);
        Assert.Equal(2, organisation.Count);
    }

    [Fact]
    public async Task Sealed_events_of_a_process_that_ended_without_warning_are_stored()
    {
        await BeginAsync(TrailCategory.Project);
        var expected = await AppendAsync(3);

        // Sealed by recovery as nobody else would, with numbers in between of which nobody can tell.
        await Database.WriteAsync(async transaction =>
        {
            var head = (await ChainHead.ListAsync(transaction))[0];
            await transaction.ExecuteAsync($"UPDATE trail_events SET sequence = sequence + 5 WHERE sequence = {EventPlace.Of(head.Id, head.SealedThrough + 3)}");
            return await new ChainRecovery(Keys, TimeProvider.System).RunAsync(transaction, head, passes: false);
        });
        await CutAsync(seals: false);

        Assert.Equal(expected, await DrainAsync(TrailCategory.Project));
    }

    [Fact]
    public async Task A_chain_that_begins_later_is_stored_from_its_first_number()
    {
        Assert.SkipUnless(Database.Engine == DatabaseEngine.Postgres, "SQLite has one chain.");
        await BeginAsync(TrailCategory.Project);
        var expected = await AppendAsync(2);
        var ids = new IdGenerator(new SystemRandomSource(), TimeProvider.System);
        using var dictionary = new TrailDictionary(Database);
        await using var other = new TrailChain(Database, Keys, new ChainRecovery(Keys, TimeProvider.System), ids, TimeProvider.System, NullLogger<TrailChain>.Instance);
        await other.OpenAsync(CancellationToken.None);
        var there = NewEvent();
        await new TrailWriter(Database, dictionary, other, Keys).AppendAsync(there, CancellationToken.None);
        await other.SealAsync();
        await CutAsync();

        Assert.Equal([.. expected, there.Id], await DrainAsync(TrailCategory.Project));
    }

    [Fact]
    public async Task Retention_learns_what_is_not_stored_yet()
    {
        var chainId = await Database.ReadAsync(async session => (await ChainHead.ListAsync(session))[0].Id);
        Assert.Null(await StoredThroughAsync(chainId));
        await AppendAsync(3);
        await Chain.SealAsync();
        await BeginAsync(TrailCategory.Project);
        await BeginAsync(TrailCategory.Organisation);
        Assert.Equal(3, await StoredThroughAsync(chainId));
        await AppendAsync(4);
        await CutAsync();
        await DrainAsync(TrailCategory.Project);

        Assert.Equal(3, await StoredThroughAsync(chainId)); // The other stream is behind.
        await DrainAsync(TrailCategory.Organisation);
        Assert.Equal(7, await StoredThroughAsync(chainId));
        Assert.Equal(0, await StoredThroughAsync(chainId + 1)); // A chain that no position tells of has nothing stored.
    }

    private static List<string> IdsIn(LogPart part) => part.Content is null
        ? []
        : [.. FakeBucketService.Unpack("part.gz", part.Content).Select(line => JsonElement.Parse(line).GetProperty("event_id").GetString()!)];

    private ValueTask<long?> StoredThroughAsync(long chainId) => Database.ReadAsync(session => _positions.ExportedThroughAsync(session, chainId));

    private async Task BeginAsync(TrailCategory category) => await Database.WriteAsync(async transaction =>
    {
        await transaction.ExecuteAsync(Target.Store());
        await LogStream.BeginAsync(transaction, Project, category, category.ToString());
        return 0;
    });

    private async Task<List<string>> AppendAsync(int count, TrailEvent? like = null)
    {
        var ids = new List<string>();
        for (var index = 0; index < count; index++)
        {
            var trailEvent = (like ?? NewEvent()) with { Id = NewEvent().Id };
            await Trail.AppendAsync(trailEvent, CancellationToken.None);
            ids.Add(trailEvent.Id);
        }

        return ids;
    }

    private async Task CutAsync(bool seals = true)
    {
        if (seals)
        {
            await Chain.SealAsync();
        }

        await Database.WriteAsync(async transaction =>
        {
            await LogStream.CutAsync(transaction, Target, Now);
            return 0;
        });
    }

    private async Task<LogStream?> FindCutAsync(TrailCategory category) =>
        (await Database.ReadAsync(session => LogStream.ListAsync(session, Project))).Find(stream => stream.Category == category && stream.CutAt is not null);

    private async Task<LogPart> BuildAsync(LogStream stream) => await new LogParts(Database) { LargestPart = 5000 }.BuildAsync(Target, stream, CancellationToken.None);

    private async Task AdvanceAsync(LogStream stream, LogPart part) => await Database.WriteAsync(async transaction =>
    {
        await stream.AdvanceAsync(transaction, part);
        return 0;
    });

    private async Task<bool> StoreNextAsync(SortedDictionary<string, byte[]> objects, bool notes)
    {
        if (await FindCutAsync(TrailCategory.Project) is not { } stream)
        {
            return false;
        }

        var part = await BuildAsync(stream);
        if (part.Content is not null)
        {
            objects[stream.NextObject] = part.Content;
        }

        if (notes)
        {
            await AdvanceAsync(stream, part);
        }

        return true;
    }

    private async Task<List<string>> DrainAsync(TrailCategory category)
    {
        var stored = new List<string>();
        while (await FindCutAsync(category) is { } stream)
        {
            var part = await BuildAsync(stream);
            stored.AddRange(IdsIn(part));
            await AdvanceAsync(stream, part);
        }

        return stored;
    }
}

public sealed class SqliteLogParts() : LogPartsContract(DatabaseEngine.Sqlite);

public sealed class PostgresLogParts() : LogPartsContract(DatabaseEngine.Postgres);
