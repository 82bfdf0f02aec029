namespace Haneul.Security.SecretsManager.Versions;

/// <summary>A step in the life of a version that somebody wants to make.</summary>
/// <param name="Action">The action in <see cref="VersionLifeCycle.Table"/>.</param>
/// <param name="ChangeKind">What observers are told.</param>
/// <param name="DestructionAt">When it is to be destroyed, microseconds since the Unix epoch; null unless that is scheduled.</param>
internal sealed record VersionMove(string Action, string ChangeKind, long? DestructionAt = null)
{
    public static readonly VersionMove Activate = new(VersionLifeCycle.Activate, SecretChangeKinds.VersionActivated);

    public static readonly VersionMove Deactivate = new(VersionLifeCycle.Deactivate, SecretChangeKinds.VersionDeactivated);

    public static readonly VersionMove Cancel = new(VersionLifeCycle.Cancel, SecretChangeKinds.VersionScheduleCancelled);

    public static readonly VersionMove Destroy = new(VersionLifeCycle.Destroy, SecretChangeKinds.VersionDestroyed);

    /// <summary>To be destroyed at a time.</summary>
    public static VersionMove Schedule(long destructionAt) => new(VersionLifeCycle.Schedule, SecretChangeKinds.VersionScheduled, destructionAt);
}

/// <summary>The version that a move is about, and who makes it when.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="SecretId">The secret.</param>
/// <param name="SecretName">Its name.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="Now">When, microseconds since the Unix epoch.</param>
/// <param name="ChangedBy">Sign-in name of who does it; the name of the service for a job.</param>
internal sealed record MovingVersion(string ProjectId, string SecretId, string SecretName, int Version, long Now, string ChangedBy);
