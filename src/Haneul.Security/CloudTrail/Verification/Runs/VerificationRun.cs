using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Verification.Runs;

/// <summary>A verification that runs or ran, as every process sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartedAt">When it began, unix microseconds.</param>
/// <param name="UpdatedAt">When it was heard of last; of one that has ended, its end.</param>
/// <param name="State"><see cref="RunStates"/>.</param>
/// <param name="Events">Events examined so far.</param>
/// <param name="Report">What was found, as the answer of the API shows it; empty while it runs.</param>
internal sealed record VerificationRun(string Id, long StartedAt, long UpdatedAt, string State, long Events, string Report)
{
    /// <summary>After which time without a sign a running verification has died with its process.</summary>
    public static readonly TimeSpan Abandonment = TimeSpan.FromMinutes(2);

    private const int MostKept = 100;

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns() => $"id, started_at, updated_at, state, events, report";

    /// <summary>The run in a row.</summary>
    public static VerificationRun Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4), row.GetString(5));

    /// <summary>The newest ones, newest first.</summary>
    public static ValueTask<List<VerificationRun>> ListAsync(IDatabaseSession session, int limit = MostKept) =>
        session.QueryAsync($"SELECT {Columns()} FROM trail_verifications ORDER BY started_at DESC, id DESC LIMIT {limit}", Read);

    /// <summary>The one of that id; null if there is none.</summary>
    public static ValueTask<VerificationRun?> FindAsync(IDatabaseSession session, string id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns()} FROM trail_verifications WHERE id = {id}", Read);

    /// <summary>Those that have not told of their end: the one that is at work, if there is one, and others that died with their process.</summary>
    public static ValueTask<List<VerificationRun>> ListOpenAsync(IDatabaseSession session) =>
        session.QueryAsync($"SELECT {Columns()} FROM trail_verifications WHERE state = {RunStates.Running}", Read);

    /// <summary>Whether one began in the time before a moment. Any from the future was stamped by a clock that has been set back since, and says nothing.</summary>
    public static async ValueTask<bool> HasBegunAsync(IDatabaseSession session, DateTimeOffset now, TimeSpan within)
    {
        var (from, to) = (UnixTime.ToMicroseconds(now - within), UnixTime.ToMicroseconds(now));
        return await session.QueryFirstOrDefaultAsync($"SELECT 1 FROM trail_verifications WHERE started_at > {from} AND started_at <= {to} LIMIT 1", static _ => true);
    }

    /// <summary>Whether it is still at work. One that was heard of in the future was so before the clock was set back.</summary>
    public bool IsRunning(DateTimeOffset now) =>
        string.Equals(State, RunStates.Running, StringComparison.Ordinal) && Math.Abs(UnixTime.ToMicroseconds(now) - UpdatedAt) < (long)Abandonment.TotalMicroseconds;

    /// <summary>The state for the answer: one that died has failed.</summary>
    public string StateAt(DateTimeOffset now) => string.Equals(State, RunStates.Running, StringComparison.Ordinal) && !IsRunning(now) ? RunStates.Failed : State;

    /// <summary>Stores it, and forgets the oldest.</summary>
    public async ValueTask InsertAsync(ITransaction transaction)
    {
        await transaction.ExecuteAsync($"""
            INSERT INTO trail_verifications (id, started_at, updated_at, state, events, report) VALUES ({Id}, {StartedAt}, {UpdatedAt}, {State}, {Events}, {Report})
            """);
        await transaction.ExecuteAsync($"""
            DELETE FROM trail_verifications WHERE started_at < (SELECT MIN(started_at) FROM (SELECT started_at FROM trail_verifications ORDER BY started_at DESC LIMIT {MostKept}) newest)
            """);
    }
}

/// <summary>How verifications stand.</summary>
internal static class RunStates
{
    /// <summary>At work.</summary>
    public const string Running = "running";

    /// <summary>Ended without finding anything.</summary>
    public const string Sound = "sound";

    /// <summary>Ended having found damage.</summary>
    public const string Damaged = "damaged";

    /// <summary>Did not come to an end.</summary>
    public const string Failed = "failed";
}
