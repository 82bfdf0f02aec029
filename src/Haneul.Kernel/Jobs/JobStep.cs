using System.Runtime.InteropServices;

namespace Haneul.Kernel.Jobs;

/// <summary>What becomes of a job after what was just done.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JobStep
{
    private JobStep(DateTimeOffset? dueAt, string state)
    {
        DueAt = dueAt;
        State = state;
    }

    /// <summary>It is done, and goes.</summary>
    public static JobStep Done { get; } = new(null, "");

    /// <summary>When the next step is due; null when there is none.</summary>
    public DateTimeOffset? DueAt { get; }

    /// <summary>What the next step needs to know to begin.</summary>
    public string State { get; }

    /// <summary>There is another step. One that is due now may be done in the same run; any other begins a run of its own.</summary>
    public static JobStep Again(DateTimeOffset dueAt, string state) => new(dueAt, state);
}
