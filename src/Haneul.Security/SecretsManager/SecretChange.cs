namespace Haneul.Security.SecretsManager;

/// <summary>A change of a secret, without anything of its values.</summary>
/// <param name="ProjectId">Its project.</param>
/// <param name="SecretId">Its id.</param>
/// <param name="Name">Its name after the change.</param>
/// <param name="Kind">One of <see cref="SecretChangeKinds"/>.</param>
/// <param name="Version">The version that was changed; null for a change of the secret itself.</param>
internal sealed record SecretChange(string ProjectId, string SecretId, string Name, string Kind, int? Version = null);

/// <summary>The words for what happened to a secret.</summary>
internal static class SecretChangeKinds
{
    public const string Created = "created";
    public const string VersionCreated = "version-created";
    public const string VersionActivated = "version-activated";
    public const string VersionDeactivated = "version-deactivated";
    public const string VersionScheduled = "version-scheduled";
    public const string VersionScheduleCancelled = "version-schedule-cancelled";
    public const string VersionDestroyed = "version-destroyed";
    public const string KeyChanged = "key-changed";
    public const string AccessChanged = "access-changed";
    public const string Pinned = "pinned";
    public const string Unpinned = "unpinned";
    public const string Updated = "updated";
    public const string Deleted = "deleted";
}
