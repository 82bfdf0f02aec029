using Haneul.Kernel.Jobs;

namespace Haneul.Kernel.Storage.Scrubbing;

/// <summary>Scrubs the narrow tables after destructions. The state of the job is the mark of the scrub that it waits for.</summary>
internal sealed class ScrubJob(IDatabase database, IEnumerable<NarrowTable> tables, TimeProvider time) : IJobHandler
{
    public const string JobKind = "storage.scrub";
    public const string JobId = "narrow-tables";

    private static readonly TimeSpan PauseWhenHeldUp = TimeSpan.FromSeconds(1);

    private readonly string[] _tables = [.. tables.Select(table => table.Name)];
    private DateTimeOffset _mayBeginAt = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public string Kind => JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var scrubber = database as IStorageScrubber ?? throw new InvalidOperationException("This database cannot be scrubbed.");
        if (run.State.Length == 0)
        {
            var mark = await scrubber.MarkAsync(cancellation);
            var now = time.GetUtcNow();
            var beginAt = _mayBeginAt > now && _mayBeginAt - now <= scrubber.ShortestInterval ? _mayBeginAt : now;
            if (!await run.CommitAsync(_ => new(JobStep.Again(beginAt, mark))) || beginAt > now)
            {
                return;
            }
        }

        var isDone = await scrubber.TryScrubAsync(_tables, run.State, cancellation);
        _mayBeginAt = isDone ? time.GetUtcNow() + scrubber.ShortestInterval : _mayBeginAt;
        await run.CommitAsync(_ => new(isDone ? JobStep.Done : JobStep.Again(time.GetUtcNow() + PauseWhenHeldUp, run.State)));
    }
}
