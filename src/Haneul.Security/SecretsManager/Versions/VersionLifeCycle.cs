using Haneul.Kernel.Jobs;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>
/// Where a version stands. The contract has no word for <see cref="Scheduled"/>: on the wire it is Deactivated with a <c>resolved_destruction_at</c>, and in the
/// database with a <c>destruction_at</c>.
/// </summary>
internal enum VersionState
{
    /// <summary>Its value can be read.</summary>
    Active,

    /// <summary>Its value is kept and not given out.</summary>
    Deactivated,

    /// <summary>The same, until it is destroyed at a time.</summary>
    Scheduled,

    /// <summary>Its value is gone for good; the number stays taken.</summary>
    Destroyed,
}

/// <summary>The life of a version of a secret (spec/secrets-and-kms.md 2.4, docs/adr/0017).</summary>
internal static class VersionLifeCycle
{
    public const string Activate = "activate";
    public const string Deactivate = "deactivate";
    public const string Schedule = "schedule the destruction of";
    public const string Cancel = "cancel the destruction of";
    public const string Destroy = "destroy";

    public static readonly TransitionTable<VersionState> Table = new(
        "Secret version",
        initial: [VersionState.Active],
        terminal: [VersionState.Destroyed],
        [
            (VersionState.Active, Deactivate, VersionState.Deactivated),
            (VersionState.Deactivated, Activate, VersionState.Active),
            (VersionState.Active, Schedule, VersionState.Scheduled),
            (VersionState.Deactivated, Schedule, VersionState.Scheduled),
            (VersionState.Scheduled, Schedule, VersionState.Scheduled),
            (VersionState.Scheduled, Cancel, VersionState.Deactivated),
            (VersionState.Active, Destroy, VersionState.Destroyed),
            (VersionState.Deactivated, Destroy, VersionState.Destroyed),
            (VersionState.Scheduled, Destroy, VersionState.Destroyed),
        ]);

    /// <summary>The state of a stored version.</summary>
    public static VersionState StateOf(string status, long? destructionAt) => status switch
    {
        VersionStatus.Active => VersionState.Active,
        VersionStatus.Destroyed => VersionState.Destroyed,
        _ => destructionAt is null ? VersionState.Deactivated : VersionState.Scheduled,
    };

    /// <summary>The word of the contract for a state.</summary>
    public static string StatusOf(VersionState state) => state switch
    {
        VersionState.Active => VersionStatus.Active,
        VersionState.Destroyed => VersionStatus.Destroyed,
        _ => VersionStatus.Deactivated,
    };

    /// <summary>A state in the text of an error.</summary>
    public static string NameOf(VersionState state) => state == VersionState.Scheduled ? "scheduled for destruction" : StatusOf(state);
}
