using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Jobs;

/// <summary>
/// One run under a lease. What the job changes is committed through <see cref="CommitAsync"/> together with what becomes of the job, and only while
/// the lease still holds (fencing): a process that was away too long, and another that took over, never both leave their traces.
/// </summary>
public sealed class JobRun
{
    private readonly IDatabase _database;
    private readonly TimeProvider _time;

    internal JobRun(JobClaim claim, IDatabase database, TimeProvider time)
    {
        Claim = claim;
        State = claim.State;
        DueAt = claim.DueAt;
        _database = database;
        _time = time;
    }

    /// <summary>What the job is about.</summary>
    public string Id => Claim.Id;

    /// <summary>The step that it has reached; follows what <see cref="CommitAsync"/> stores.</summary>
    public string State { get; private set; }

    /// <summary>When this step was due, which may be long ago. Failures do not move it.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>The number of this attempt at the step with which the run began, from 1.</summary>
    public int Attempt => Claim.Attempts + 1;

    /// <summary>
    /// What stands on the trail as the request of everything that this run did, so that its events are found together. It is the id of its lease: no other run has it.
    /// </summary>
    public string RequestId => field ??= "req-" + Guid.ParseExact(Claim.Owner, "N").ToString("D");

    internal JobClaim Claim { get; }

    /// <summary>How far the run has come.</summary>
    internal JobProgress Progress { get; private set; }

    /// <summary>
    /// Runs work in one write transaction that also stores the step: <see cref="JobStep.Done"/> deletes the job, <see cref="JobStep.Again"/> plans the next step
    /// (and renews the lease if that is due now), so that a kill at any point leaves the step done or not begun. The rules of <see cref="IDatabase.WriteAsync{T}"/>
    /// hold for the work; it must not roll back, but throw.
    /// </summary>
    /// <returns>Whether it was kept: false, and nothing of it is, if the lease was lost or the job taken back or planned anew meanwhile.</returns>
    public async ValueTask<bool> CommitAsync(Func<ITransaction, ValueTask<JobStep>> work)
    {
        if (Progress is JobProgress.Ended or JobProgress.Lost)
        {
            return false;
        }

        var stored = await _database.WriteAsync(async transaction =>
        {
            if (!await JobTable.HoldAsync(transaction, Claim, _time.GetUtcNow()))
            {
                return (Step: default(JobStep), Progress: JobProgress.Lost);
            }

            var step = await work(transaction);
            return (Step: step, Progress: await JobTable.StoreAsync(transaction, Claim, step, _time.GetUtcNow()));
        });
        Progress = stored.Progress;
        if (Progress == JobProgress.GoingOn)
        {
            (State, DueAt) = (stored.Step.State, stored.Step.DueAt!.Value);
        }

        return Progress != JobProgress.Lost;
    }
}

/// <summary>How far a run has come.</summary>
internal enum JobProgress
{
    /// <summary>It has stored nothing yet.</summary>
    Begun,

    /// <summary>It has stored a step after which another is due now, and still holds its lease.</summary>
    GoingOn,

    /// <summary>The job is done or waits for its next step: the run has no lease any more.</summary>
    Ended,

    /// <summary>The lease was lost, or the job taken back or planned anew.</summary>
    Lost,
}
