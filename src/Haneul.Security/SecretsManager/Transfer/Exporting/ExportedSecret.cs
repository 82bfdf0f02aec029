using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>A secret that an export found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; null if there is no such secret.</param>
/// <param name="Description">Its description.</param>
/// <param name="DefaultVersion">Its newest version.</param>
/// <param name="IsAccessControlEnabled">Whether it has a list of allowed subjects.</param>
internal sealed record ExportedSecret(string Id, string? Name, string? Description, int DefaultVersion, bool IsAccessControlEnabled)
{
    /// <summary>Why it is left out; null if it is not.</summary>
    public Error? Refusal { get; init; }

    /// <summary>Its tags, as a JSON object; null for none.</summary>
    public string? Tags { get; init; }

    /// <summary>Its expiry date, microseconds since the Unix epoch.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>The versions that go out, by number.</summary>
    public IReadOnlyList<StoredVersion> Versions { get; init; } = [];
}

/// <summary>A version as it is stored.</summary>
/// <param name="SecretId">Its secret.</param>
/// <param name="Number">Its number.</param>
/// <param name="Status">One of <see cref="VersionStatus"/>.</param>
/// <param name="IsScheduled">Whether it waits for its destruction.</param>
/// <param name="KeyId">The user key that protects it; null for the service key.</param>
/// <param name="Value">Its value, enclosed.</param>
internal sealed record StoredVersion(string SecretId, int Number, string Status, bool IsScheduled, string? KeyId, SealedValue Value)
{
    /// <summary>
    /// The status that it has in a bundle. A version that waits for its destruction goes out as a destroyed one: a copy elsewhere, which nobody has planned to destroy, would
    /// break what was promised.
    /// </summary>
    public string BundledStatus => IsScheduled ? VersionStatus.Destroyed : Status;

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(StoredVersion);
}
