namespace Haneul.Kernel.Jobs;

/// <summary>One kind of job. Registered as a singleton <see cref="IJobHandler"/> by the module of its service.</summary>
public interface IJobHandler
{
    /// <summary>The name of the kind, with the service before it: <c>kms.destroy-key-version</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the work, in one or more steps, each through <see cref="JobRun.CommitAsync"/>. To return without having stored a step is a failure, as is
    /// to throw: the job is tried again after a pause that grows.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">The server stops, or the run is no longer wanted.</param>
    ValueTask RunAsync(JobRun run, CancellationToken cancellation);
}
