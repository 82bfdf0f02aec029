using System.Data.Common;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Jobs;

/// <summary>The statements on the table of jobs that run under a lease. All time is the caller's clock: leases are kept apart by fencing, not by exact time.</summary>
internal static class JobTable
{
    /// <summary>How long a run may be silent before another process takes its job over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>No lease and no pause is this long: one that ends later was written by a clock that was wrong.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    /// <summary>Takes the job that has been due for longest, or null. The claims of <paramref name="live"/> runs are never taken, whatever the clock says.</summary>
    public static ValueTask<JobClaim?> ClaimAsync(ITransaction transaction, Sql kinds, IReadOnlyCollection<string> live, string owner, DateTimeOffset now) =>
        transaction.QueryFirstOrDefaultAsync(Claim(kinds, live, owner, now), row => JobClaim.Read(row, owner));

    /// <summary>The statement that takes a job. '=' and not IN: PostgreSQL then asks for the row once, so that one claim never takes two.</summary>
    public static Sql Claim(Sql kinds, IReadOnlyCollection<string> live, string owner, DateTimeOffset now) => $"""
        UPDATE jobs SET lease_owner = {owner}, held_until = {UnixTime.ToMicroseconds(now + Lease)}
        WHERE (kind, id) = (
            SELECT kind, id FROM jobs WHERE {Free(kinds, live, now)} ORDER BY due_at, kind, id LIMIT 1 {SqlToken.SkipLocked})
        RETURNING kind, id, due_at, state, attempts, generation
        """;

    /// <summary>The next instant at which a job may become free, or null when none is planned.</summary>
    public static async ValueTask<DateTimeOffset?> NextAsync(IDatabaseSession session, Sql kinds, DateTimeOffset now)
    {
        var instant = UnixTime.ToMicroseconds(now);
        var planned = await session.QueryFirstOrDefaultAsync(
            $"SELECT due_at FROM jobs WHERE parked = 0 AND due_at > {instant} AND {OfKinds(kinds)} ORDER BY due_at LIMIT 1", static row => (long?)row.GetInt64(0));
        var held = await session.QueryFirstOrDefaultAsync(
            $"SELECT held_until FROM jobs WHERE parked = 0 AND due_at <= {instant} AND {OfKinds(kinds)} ORDER BY held_until LIMIT 1", static row => (long?)row.GetInt64(0));
        var next = held is { } until && !(until > planned) ? until : planned;
        return next is { } microseconds ? UnixTime.FromMicroseconds(microseconds) : null;
    }

    /// <summary>Locks the row of a claim until the transaction ends and prolongs its lease; false if the claim no longer holds.</summary>
    public static async ValueTask<bool> HoldAsync(ITransaction transaction, JobClaim claim, DateTimeOffset now) =>
        await transaction.ExecuteAsync($"UPDATE jobs SET held_until = {UnixTime.ToMicroseconds(now + Lease)} WHERE {Held(claim)}") == 1;

    /// <summary>Stores what becomes of a job whose claim is held. Planned anew or taken back by the work itself, it stays so.</summary>
    public static async ValueTask<JobProgress> StoreAsync(ITransaction transaction, JobClaim claim, JobStep step, DateTimeOffset now)
    {
        if (step.DueAt is not { } dueAt)
        {
            await transaction.ExecuteAsync($"DELETE FROM jobs WHERE {Held(claim)}");
            return JobProgress.Ended;
        }

        var goesOn = dueAt <= now;
        await transaction.ExecuteAsync($"""
            UPDATE jobs SET due_at = {UnixTime.ToMicroseconds(dueAt)}, state = {step.State}, attempts = 0, last_error = NULL,
                lease_owner = {(goesOn ? claim.Owner : null)}, held_until = {(goesOn ? UnixTime.ToMicroseconds(now + Lease) : 0)}
            WHERE {Held(claim)}
            """);
        return goesOn ? JobProgress.GoingOn : JobProgress.Ended;
    }

    /// <summary>Stores a failure and lets go of the job until the pause is over; false if the claim no longer holds.</summary>
    public static async ValueTask<bool> FailAsync(ITransaction transaction, JobClaim claim, string error, bool parks, DateTimeOffset until) =>
        await transaction.ExecuteAsync($"""
            UPDATE jobs SET attempts = attempts + 1, last_error = {error}, parked = {parks}, lease_owner = NULL, held_until = {UnixTime.ToMicroseconds(until)}
            WHERE {Held(claim)}
            """) == 1;

    /// <summary>Lets go of a job without any other change, until an instant if need be. What was planned anew meanwhile becomes free at once.</summary>
    public static async ValueTask ReleaseAsync(ITransaction transaction, JobClaim claim, DateTimeOffset? until = null) =>
        await transaction.ExecuteAsync($"""
            UPDATE jobs SET lease_owner = NULL, held_until = CASE WHEN generation = {claim.Generation} THEN {(until is { } pause ? UnixTime.ToMicroseconds(pause) : 0)} ELSE 0 END
            WHERE kind = {claim.Kind} AND id = {claim.Id} AND lease_owner = {claim.Owner}
            """);

    /// <summary>Frees what an earlier process held. Only for SQLite, where the lock on the data folder proves that it is gone.</summary>
    public static async ValueTask<int> ForgetLeasesAsync(ITransaction transaction) =>
        await transaction.ExecuteAsync($"UPDATE jobs SET lease_owner = NULL, held_until = 0 WHERE lease_owner IS NOT NULL");

    /// <summary>The elements of a list in parentheses; it must not be empty.</summary>
    public static Sql List(IEnumerable<string> values)
    {
        var list = Sql.Empty;
        var separator = "";
        foreach (var value in values)
        {
            list.AppendLiteral(separator);
            list.AppendFormatted(value);
            separator = ", ";
        }

        return list;
    }

    private static Sql Free(Sql kinds, IReadOnlyCollection<string> live, DateTimeOffset now)
    {
        var instant = UnixTime.ToMicroseconds(now);
        Sql free = $"parked = 0 AND due_at <= {instant} AND (held_until <= {instant} OR held_until > {UnixTime.ToMicroseconds(now + LongestHold)}) AND {OfKinds(kinds)}";
        return live.Count == 0 ? free : $"{free} AND (lease_owner IS NULL OR lease_owner NOT IN ({List(live)}))";
    }

    /// <summary>
    /// As an expression whose worth nobody can guess: SQLite would else look jobs up by their kind, all of them each time, and PostgreSQL, without figures of the
    /// table, would take it that hardly any row passes and would sort all that are due, instead of walking the index of due ones.
    /// </summary>
    private static Sql OfKinds(Sql kinds) => $"COALESCE(kind IN ({kinds}), FALSE)";

    private static Sql Held(JobClaim claim) =>
        $"kind = {claim.Kind} AND id = {claim.Id} AND lease_owner = {claim.Owner} AND generation = {claim.Generation}";
}

/// <summary>A job that a run holds.</summary>
internal sealed record JobClaim(string Kind, string Id, string Owner, DateTimeOffset DueAt, string State, int Attempts, long Generation)
{
    public static JobClaim Read(DbDataReader row, string owner) => new(
        row.GetString(0), row.GetString(1), owner, UnixTime.FromMicroseconds(row.GetInt64(2)), row.GetString(3), (int)row.GetInt64(4), row.GetInt64(5));
}
