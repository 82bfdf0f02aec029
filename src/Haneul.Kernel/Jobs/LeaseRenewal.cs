using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Jobs;

/// <summary>Prolongs the lease of a run that takes long, and tells the run when there is nothing left to prolong.</summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly JobClaim _claim;
    private readonly CancellationTokenSource _wanted;
    private readonly ITimer _timer;
    private Task _renewal = Task.CompletedTask;

    public LeaseRenewal(IDatabase database, TimeProvider time, JobClaim claim, CancellationTokenSource wanted)
    {
        _database = database;
        _time = time;
        _claim = claim;
        _wanted = wanted;
        var period = JobTable.Lease / 3;
        _timer = time.CreateTimer(static state => ((LeaseRenewal)state!).OnTimer(), this, period, period);
    }

    /// <summary>Returns when no renewal is under way any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await Volatile.Read(ref _renewal);
    }

    private void OnTimer()
    {
        var before = Volatile.Read(ref _renewal);
        Volatile.Write(ref _renewal, Task.Run(() => RenewAfterAsync(before)));
    }

    private async Task RenewAfterAsync(Task before)
    {
        await before;
        try
        {
            if (!await _database.WriteAsync(transaction => JobTable.HoldAsync(transaction, _claim, _time.GetUtcNow())))
            {
                await _wanted.CancelAsync();
            }
        }
        catch (StorageUnavailableException)
        {
            // The next turn tries again; a step that is stored after the lease has lapsed and been taken is not kept.
        }
    }
}
