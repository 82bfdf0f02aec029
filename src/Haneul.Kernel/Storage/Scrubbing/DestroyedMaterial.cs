using Haneul.Kernel.Jobs;

namespace Haneul.Kernel.Storage.Scrubbing;

/// <summary>What a service does after it has deleted keys for good.</summary>
public static class DestroyedMaterial
{
    /// <summary>A moment for further destructions to join the same scrub.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Plans, in the transaction that deletes rows of a <see cref="NarrowTable"/>, that they leave the files as well. Last in the transaction: on PostgreSQL,
    /// destructions wait here for each other. There is one such job at a time, and its time stands once it is set, however many join it.
    /// </summary>
    public static async ValueTask PlanScrubAsync(IJobs jobs, ITransaction transaction, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var planned = await jobs.FindAsync(transaction, ScrubJob.JobKind, ScrubJob.JobId);
        var dueAt = planned is { IsParked: false } && planned.DueAt > now ? planned.DueAt : now + Delay;

        // Also where one is planned already: it must not run before this transaction is committed, and one that runs now must run again.
        await jobs.ScheduleAsync(transaction, ScrubJob.JobKind, ScrubJob.JobId, dueAt);
    }
}
