using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>A trail with as many chains as a test wants, on both engines.</summary>
public abstract class ChainContract(DatabaseEngine engine) : TrailContract(engine)
{
    internal ManualTimeProvider Time { get; } = new();

    internal CheckpointKey CheckpointKey => new(Database, new PlainKeyring(), Time);

    internal TrailVerification Verification => new(Database, Keys, new CheckpointAudit(Database, CheckpointKey, Time));

    private TrailDictionary Dictionary => field ??= new(Database);

    /// <summary>A chain of another process: nothing is known of the one that holds the first.</summary>
    internal async Task<TrailChain> OpenChainAsync(TimeProvider? time = null, IDatabase? database = null, IRandomSource? random = null)
    {
        var clock = time ?? TimeProvider.System;
        var chain = new TrailChain(
            database ?? Database, Keys, new ChainRecovery(Keys, clock), new IdGenerator(random ?? new SystemRandomSource(), clock), clock, NullLogger<TrailChain>.Instance);
        await chain.OpenAsync(TestContext.Current.CancellationToken);
        return chain;
    }

    internal ITrail WriterOf(TrailChain chain) => new TrailWriter(Database, Dictionary, chain, Keys);

    internal async Task AppendAsync(int count, TrailChain? chain = null)
    {
        var trail = chain is null ? Trail : WriterOf(chain);
        for (var round = 0; round < count; round++)
        {
            await trail.AppendAsync(NewEvent(1_000_000 + round), CancellationToken.None);
        }
    }

    /// <summary>Gives a number to an event that is never kept.</summary>
    internal async Task RollBackAsync(TrailChain? chain = null) =>
        await Database.WriteAsync(async transaction =>
        {
            await (chain is null ? Trail : WriterOf(chain)).RecordAsync(transaction, NewEvent());
            transaction.RollBack();
            return true;
        });

    internal async Task<List<Segment>> SegmentsAsync(long chain) =>
        await Database.ReadAsync(session => session.QueryAsync($"SELECT {Segment.Columns()} FROM trail_segments WHERE chain_id = {chain} ORDER BY number", Segment.Read));

    internal async Task<VerificationReport> VerifyAsync(Checkpoint? checkpoint = null, string? publicKey = null)
    {
        var report = new VerificationReport();
        await Verification.RunAsync(report, checkpoint, publicKey, TestContext.Current.CancellationToken);
        return report;
    }

    /// <summary>A verification that must find nothing.</summary>
    internal async Task<VerificationReport> VerifyCleanAsync()
    {
        var report = await VerifyAsync();
        Assert.Null(report.First);
        return report;
    }

    /// <summary>Runs a statement as somebody does who has the database and not the server.</summary>
    protected async Task<int> ManipulateAsync(string text)
    {
        var sql = new Sql(0, 0);
        sql.AppendLiteral(text);
        return await Database.WriteAsync(transaction => transaction.ExecuteAsync(sql));
    }

    protected async Task<long> NumberAsync(string text)
    {
        var sql = new Sql(0, 0);
        sql.AppendLiteral(text);
        return await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, row => row.IsDBNull(0) ? -1 : row.GetInt64(0)));
    }
}
