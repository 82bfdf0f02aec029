using Haneul.Kernel.Jobs;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Versions;

/// <summary>The states of a version. The contract shows the three words of <see cref="KeyVersionStatus"/>; a scheduled version is shown as deactivated.</summary>
internal enum KeyVersionState
{
    /// <summary>It can be used.</summary>
    Active,

    /// <summary>It cannot be used, and never again: the contract has no call that activates a version.</summary>
    Deactivated,

    /// <summary>It waits for its destruction, cannot be used, and is active again if that is cancelled.</summary>
    ActiveAndScheduled,

    /// <summary>It waits for its destruction, and was deactivated before that was scheduled.</summary>
    DeactivatedAndScheduled,

    /// <summary>Its material is gone; its number stays.</summary>
    Destroyed,
}

/// <summary>The life of a version (docs/adr/0015): what is allowed when, and how the states are stored.</summary>
internal static class KeyVersionLife
{
    public const string Deactivate = "deactivate";
    public const string Schedule = "schedule its destruction";
    public const string Cancel = "cancel its destruction";
    public const string Destroy = "destroy";

    public static readonly TransitionTable<KeyVersionState> Table = new(
        "Key version",
        [KeyVersionState.Active],
        [KeyVersionState.Destroyed],
        [
            (KeyVersionState.Active, Deactivate, KeyVersionState.Deactivated),
            (KeyVersionState.Active, Schedule, KeyVersionState.ActiveAndScheduled),
            (KeyVersionState.Deactivated, Schedule, KeyVersionState.DeactivatedAndScheduled),
            (KeyVersionState.ActiveAndScheduled, Schedule, KeyVersionState.ActiveAndScheduled),
            (KeyVersionState.ActiveAndScheduled, Cancel, KeyVersionState.Active),
            (KeyVersionState.ActiveAndScheduled, Destroy, KeyVersionState.Destroyed),
            (KeyVersionState.DeactivatedAndScheduled, Schedule, KeyVersionState.DeactivatedAndScheduled),
            (KeyVersionState.DeactivatedAndScheduled, Cancel, KeyVersionState.Deactivated),
            (KeyVersionState.DeactivatedAndScheduled, Destroy, KeyVersionState.Destroyed),
        ]);

    /// <summary>The state of a stored version.</summary>
    /// <param name="status">Its column <c>status</c>.</param>
    /// <param name="resumed">Its column <c>resumed_status</c>: the status that a cancellation restores; null while no destruction is scheduled.</param>
    public static KeyVersionState StateOf(string status, string? resumed) => (status, resumed) switch
    {
        (KeyVersionStatus.Active, _) => KeyVersionState.Active,
        (KeyVersionStatus.Destroyed, _) => KeyVersionState.Destroyed,
        (_, KeyVersionStatus.Active) => KeyVersionState.ActiveAndScheduled,
        (_, KeyVersionStatus.Deactivated) => KeyVersionState.DeactivatedAndScheduled,
        _ => KeyVersionState.Deactivated,
    };

    /// <summary>The two columns of a state.</summary>
    public static (string Status, string? Resumed) ToColumns(KeyVersionState state) => state switch
    {
        KeyVersionState.Active => (KeyVersionStatus.Active, null),
        KeyVersionState.ActiveAndScheduled => (KeyVersionStatus.Deactivated, KeyVersionStatus.Active),
        KeyVersionState.DeactivatedAndScheduled => (KeyVersionStatus.Deactivated, KeyVersionStatus.Deactivated),
        KeyVersionState.Destroyed => (KeyVersionStatus.Destroyed, null),
        _ => (KeyVersionStatus.Deactivated, null),
    };

    /// <summary>The state in words, for the error of a move that it does not allow.</summary>
    public static string Describe(KeyVersionState state) => state switch
    {
        KeyVersionState.Active => KeyVersionStatus.Active,
        KeyVersionState.Deactivated => KeyVersionStatus.Deactivated,
        KeyVersionState.Destroyed => KeyVersionStatus.Destroyed,
        _ => "scheduled for destruction",
    };
}
