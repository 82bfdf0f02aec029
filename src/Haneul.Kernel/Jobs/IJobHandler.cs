namespace Haneul.Kernel.Jobs;

/// <summary>One kind of job. Registered as a singleton <see cref="IJobHandler"/> by the module of its service.</summary>
public interface IJobHandler
{
    /// <summary>The name of the kind, with the service before it: <c>kms.destroy-key-version</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// How many jobs of the kind may run at once in a process. Fewer where a run waits for a server that a caller of the API names: slow ones must not keep every other
    /// kind waiting.
    /// </summary>
    int MostAtOnce => int.MaxValue;

    /// <summary>
    /// Does the work, in one or more steps, each through <see cref="JobRun.CommitAsync"/>. To return without having stored a step is a failure, as is
    /// to throw: the job is tried again after a pause that grows.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">The server stops, or the run is no longer wanted.</param>
    ValueTask RunAsync(JobRun run, CancellationToken cancellation);
}
