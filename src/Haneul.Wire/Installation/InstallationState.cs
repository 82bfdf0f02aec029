namespace Haneul.Wire.Installation;

/// <summary>How an installation stands, as <c>GetInstallation</c> answers.</summary>
public sealed record InstallationResponse(InstallationState Installation);

/// <summary>The process that answered, and every part of the installation with its health.</summary>
public sealed record InstallationState
{
    /// <summary>The worst of the parts.</summary>
    public string Status => HealthStatus.Worst([Database.Status, Keys.Status, Jobs.Status, Trail.Status, LogStorage.Status, Notifications.Status]);

    /// <summary>Version of the product.</summary>
    public required string Version { get; init; }

    /// <summary>Name of the machine that the process runs on.</summary>
    public required string Node { get; init; }

    /// <summary>When the process started.</summary>
    public required string StartedAt { get; init; }

    public required string Region { get; init; }

    public required InstallationDatabase Database { get; init; }

    public required InstallationKeys Keys { get; init; }

    public required InstallationJobs Jobs { get; init; }

    public required InstallationTrail Trail { get; init; }

    public required InstallationLogStorage LogStorage { get; init; }

    public required InstallationNotifications Notifications { get; init; }
}

/// <summary>The database.</summary>
/// <param name="Engine"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="SizeBytes">How large it is.</param>
public sealed record InstallationDatabase(string Engine, long SizeBytes) : HealthReport;

/// <summary>The keys that everything confidential is under.</summary>
public sealed record InstallationKeys : HealthReport
{
    /// <summary>Fingerprint of the root key, as <c>root-key show</c> prints it.</summary>
    public required string RootKeyFingerprint { get; init; }

    /// <summary>Fingerprint of the root key that it replaces, while something is still wrapped under that; null otherwise.</summary>
    public string? PreviousRootKeyFingerprint { get; init; }

    /// <summary>How many service keys are still to be re-wrapped under the root key.</summary>
    public required long ServiceKeysToRewrap { get; init; }

    /// <summary>How many service keys are being rotated.</summary>
    public required long ServiceKeysRotating { get; init; }

    /// <summary>How many data keys these rotations still have to re-wrap.</summary>
    public required long DataKeysToRewrap { get; init; }

    /// <summary>How many data keys did not open in the last rotations of their service keys.</summary>
    public required long DataKeysFailed { get; init; }
}

/// <summary>Work that is stored for later.</summary>
public sealed record InstallationJobs : HealthReport
{
    /// <summary>Jobs whose time has not come.</summary>
    public required BoundedCount Planned { get; init; }

    /// <summary>Jobs whose time has come and that run or wait for their turn.</summary>
    public required BoundedCount Due { get; init; }

    /// <summary>Jobs whose last attempt failed and that are tried again.</summary>
    public required BoundedCount Failing { get; init; }

    /// <summary>Jobs that failed so often that they were given up.</summary>
    public required BoundedCount Parked { get; init; }
}

/// <summary>The trail of the whole installation.</summary>
public sealed record InstallationTrail : HealthReport
{
    /// <summary>How many chains of events there are.</summary>
    public required long Chains { get; init; }

    /// <summary>How many of them a process holds.</summary>
    public required long HeldChains { get; init; }

    /// <summary>When events were sealed last; null for never.</summary>
    public string? LastSealedAt { get; init; }

    /// <summary>How long events are kept, in days; 0 for ever.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>How far back searches go, in days.</summary>
    public required int SearchWindowDays { get; init; }

    /// <summary>The newest checkpoint; null for none.</summary>
    public InstallationCheckpoint? LastCheckpoint { get; init; }

    /// <summary>The newest verification that has ended; null for none.</summary>
    public InstallationVerification? LastVerification { get; init; }

    /// <summary>Whether one runs now.</summary>
    public required bool IsVerifying { get; init; }
}

/// <summary>A checkpoint of the trail.</summary>
public sealed record InstallationCheckpoint(long Number, string CreatedAt);

/// <summary>A verification of the trail that has ended.</summary>
public sealed record InstallationVerification(string Id, string Status, string StartedAt, string EndedAt, long ExaminedEvents, long? Damages);

/// <summary>Log storage of all projects.</summary>
/// <param name="Projects">How many projects store their events.</param>
/// <param name="FailingProjects">How many of them did not succeed the last time.</param>
/// <param name="LastWriteAt">When an object was stored last; null for never.</param>
/// <param name="OffersFolder">Whether projects may store into the operator's folder.</param>
public sealed record InstallationLogStorage(long Projects, long FailingProjects, string? LastWriteAt, bool OffersFolder) : HealthReport;

/// <summary>Notifications of all projects.</summary>
/// <param name="Rules">How many rules are switched on.</param>
/// <param name="FailingRules">How many of them did not succeed the last time.</param>
/// <param name="GivenUpRules">How many were switched off since they did not succeed for long.</param>
/// <param name="Waiting">Messages that are still to be delivered.</param>
public sealed record InstallationNotifications(long Rules, long FailingRules, long GivenUpRules, BoundedCount Waiting) : HealthReport;
