using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Jobs;

/// <summary>Work that is stored before it is promised and done later, once, by one process at a time.</summary>
public interface IJobs
{
    /// <summary>
    /// Plans the job, or plans it anew: there is one job per kind and id. Call it in the transaction of the change that needs it. What is known of
    /// earlier attempts is forgotten, and a run that is under way stores nothing more.
    /// </summary>
    /// <param name="transaction">The transaction of the change.</param>
    /// <param name="kind">The kind of its handler.</param>
    /// <param name="id">What it is about: the id of a resource, or a fixed word for a chore of which there is one.</param>
    /// <param name="dueAt">When it is to run; in the past for at once.</param>
    /// <param name="state">What the handler needs to know to begin; readable in the database, so never a secret.</param>
    ValueTask ScheduleAsync(ITransaction transaction, string kind, string id, DateTimeOffset dueAt, string state = "");

    /// <summary>Takes the job back, if there is one; a run that is under way stores nothing more.</summary>
    ValueTask CancelAsync(ITransaction transaction, string kind, string id);

    /// <summary>How the job stands; null when there is none, as after it is done.</summary>
    ValueTask<JobStatus?> FindAsync(IDatabaseSession session, string kind, string id);

    /// <summary>How the jobs of these ids stand, as far as there are any, in no order.</summary>
    ValueTask<IReadOnlyList<JobStatus>> ListAsync(IDatabaseSession session, string kind, IReadOnlyCollection<string> ids);
}

/// <summary>How a job stands.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">What it is about.</param>
/// <param name="DueAt">When it was or is to run. Failures do not move it.</param>
/// <param name="State">The step that it has reached.</param>
/// <param name="Attempts">How often this step has failed.</param>
/// <param name="LastError">The type of the last failure; null for none. Never its text, which may carry what must not be shown.</param>
/// <param name="IsParked">Whether it has failed so often that it is left alone until somebody plans it anew.</param>
public sealed record JobStatus(string Kind, string Id, DateTimeOffset DueAt, string State, int Attempts, string? LastError, bool IsParked);
