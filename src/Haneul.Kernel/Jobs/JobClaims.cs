using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Jobs;

/// <summary>Claims jobs for the passes of a worker, of each kind no more than may run at once.</summary>
/// <param name="handlers">The handlers, by kind.</param>
/// <param name="database">Where the table of jobs is.</param>
/// <param name="time">The clock.</param>
/// <param name="period">How soon to look again where nobody can know.</param>
internal sealed class JobClaims(IReadOnlyDictionary<string, IJobHandler> handlers, IDatabase database, TimeProvider time, TimeSpan period) : IDisposable
{
    private readonly SemaphoreSlim _claiming = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);

    /// <summary>Claims a job, or tells when to look again. One pass at a time, or two would take the last place of a kind.</summary>
    public async ValueTask<(JobClaim? Claim, DateTimeOffset Next)> TakeAsync(string owner, Func<string[]> live, CancellationToken cancellation)
    {
        await _claiming.WaitAsync(cancellation);
        try
        {
            var kinds = KindsWithRoom();
            if (kinds.Length == 0)
            {
                return (null, time.GetUtcNow() + period);
            }

            var owners = live();
            var taken = await database.WriteAsync(transaction => TakeAsync(transaction, kinds, owner, owners), CancellationToken.None);
            if (taken.Claim is { } claim)
            {
                Add(claim.Kind, 1);
            }

            return taken;
        }
        finally
        {
            _claiming.Release();
        }
    }

    /// <summary>Gives the place of a run back.</summary>
    public void Leave(string kind) => Add(kind, -1);

    /// <inheritdoc />
    public void Dispose() => _claiming.Dispose();

    private string[] KindsWithRoom()
    {
        lock (_lock)
        {
            return [.. handlers.Values.Where(handler => _running.GetValueOrDefault(handler.Kind) < handler.MostAtOnce).Select(static handler => handler.Kind)];
        }
    }

    private void Add(string kind, int count)
    {
        lock (_lock)
        {
            _running[kind] = _running.GetValueOrDefault(kind) + count;
        }
    }

    private async ValueTask<(JobClaim? Claim, DateTimeOffset Next)> TakeAsync(ITransaction transaction, string[] kinds, string owner, string[] live)
    {
        var now = time.GetUtcNow();
        if (await JobTable.ClaimAsync(transaction, JobTable.List(kinds), live, owner, now) is { } claim)
        {
            return (claim, now);
        }

        if (database.Engine == DatabaseEngine.Postgres)
        {
            return (null, now + period);
        }

        // One process has SQLite to itself, and this runs on the writer behind whatever planned a job before it was asked for: what it sees is all there is.
        var next = await JobTable.NextAsync(transaction, JobTable.List(kinds), now) ?? DateTimeOffset.MaxValue;
        return (null, next > now ? next : now + period);
    }
}
