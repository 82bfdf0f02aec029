using Haneul.ApiTests.Api.CloudTrail.Chain;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>No random change to the tables of the trail goes unnoticed.</summary>
public abstract class ManipulationContract(DatabaseEngine engine, int wanted) : ChainContract(engine)
{
    // Of a day's run one can have any other: HANEUL_TEST_SEED.
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("HANEUL_TEST_SEED"), out var seed) ? seed : 20_261_122;

    [Fact]
    public async Task Every_one_of_many_random_manipulations_is_found()
    {
        await WriteTrailAsync();
        var random = new SeededRandom(Seed);
        var manipulations = new Manipulations(Database, random);
        await manipulations.KeepAsync();
        var before = await manipulations.DescribeAsync();
        await VerifyCleanAsync();

        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var undetected = new List<string>();
        for (var found = 0; found < wanted && undetected.Count == 0;)
        {
            if (await manipulations.ApplyAsync() is not { } what)
            {
                continue;
            }

            var report = await VerifyAsync();
            if (report.First is { } first)
            {
                found++;
                kinds[first.KindText] = kinds.GetValueOrDefault(first.KindText) + 1;
            }
            else if (!string.Equals(await manipulations.DescribeAsync(), before, StringComparison.Ordinal))
            {
                undetected.Add(what);
            }

            await manipulations.RestoreAsync();
        }

        Assert.Empty(undetected);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: {wanted} manipulations, all found: {string.Join(", ", kinds.Select(kind => $"{kind.Key} {kind.Value}"))}");
        await VerifyCleanAsync();
    }

    /// <summary>Three chains of several segments, with absent and unknown numbers, and one whose beginning has had its time.</summary>
    private async Task WriteTrailAsync()
    {
        await Chain.DisposeAsync();
        for (var process = 0; process < 3; process++)
        {
            // Processes of the same name: none takes another's chain, on SQLite either.
            var chain = await OpenChainAsync(random: new SeededRandom(1));
            Assert.Equal(process + 1, chain.Ledger.ChainId);
            for (var round = 0; round < 5; round++)
            {
                for (var number = 0; number < 5; number++)
                {
                    await WriterOf(chain).AppendAsync(Vary(NewEvent(1_000_000 + (process * 100) + (round * 10) + number), process + round + number), CancellationToken.None);
                }

                if (round % 2 == 1)
                {
                    await RollBackAsync(chain);
                    var unknown = StoredEvent.Of(NewEvent(), chain.Ledger.Take());
                    chain.Ledger.Settle(unknown, [], TransactionEnd.Unknown);
                    await WriterOf(chain).AppendAsync(NewEvent(), CancellationToken.None);
                }

                await chain.SealAsync(TestContext.Current.CancellationToken);
            }
        }

        await TrimAsync(2);
    }

    private async Task TrimAsync(long chain)
    {
        var first = (await SegmentsAsync(chain))[0];
        await Database.WriteAsync(async transaction =>
        {
            var head = (await ChainHead.FindAsync(transaction, chain))!;
            await transaction.ExecuteAsync(head.Trimmed(Keys, first).Replace(head));
            await transaction.ExecuteAsync($"DELETE FROM trail_events WHERE sequence BETWEEN {EventPlace.Of(chain, 0)} AND {EventPlace.Of(chain, first.Cut.Last)}");
            return await transaction.ExecuteAsync($"DELETE FROM trail_segments WHERE chain_id = {chain} AND number = {first.Number}");
        });
    }

    private static TrailEvent Vary(TrailEvent trailEvent, int variant) => (variant % 4) switch
    {
        0 => trailEvent,
        1 => trailEvent with { Name = "Create Secret", UserName = "bea@example.org", UserId = "33333333333333333333333333333333", SourceAddress = "2001:db8::1" },
        2 => trailEvent with { ResourceId = null, ResourceName = null, Path = null, AdditionalInfo = null, UserAgent = "" },
        _ => trailEvent with { Category = TrailCategory.Organisation, ProjectId = "", Result = TrailResult.Refused, Status = 403, Name = "Delete User" },
    };
}

public sealed class SqliteManipulations() : ManipulationContract(DatabaseEngine.Sqlite, 1000);

public sealed class PostgresManipulations() : ManipulationContract(DatabaseEngine.Postgres, 250);
