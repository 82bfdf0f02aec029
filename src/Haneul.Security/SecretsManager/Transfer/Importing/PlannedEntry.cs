using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.Security.SecretsManager.Transfer.Importing;

/// <summary>What becomes of an entry, as the answer says it.</summary>
internal static class ImportActions
{
    public const string Created = "created";
    public const string NewVersion = "new_version";
    public const string Skipped = "skipped";
    public const string Failed = "failed";
}

/// <summary>A secret that has the name of an entry.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DefaultVersion">Its newest version.</param>
/// <param name="LastVersion">The last number that one of its versions has.</param>
/// <param name="VersionCount">Its versions that are not destroyed.</param>
/// <param name="KeyId">Its user key; null for the service key.</param>
/// <param name="IsAdmitted">Whether access control admits the caller.</param>
internal sealed record TakenName(string Id, int DefaultVersion, int LastVersion, long VersionCount, string? KeyId, bool IsAdmitted);

/// <summary>An entry and what is to become of it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Name">The name that it will have.</param>
/// <param name="Action">One of <see cref="ImportActions"/>.</param>
/// <param name="Taken">The secret that has its name; null if there is none.</param>
internal sealed record PlannedEntry(ImportEntry Entry, string Name, string Action, TakenName? Taken)
{
    /// <summary>Why it fails.</summary>
    public Error? Error { get; init; }

    /// <summary>The user key of what it stores; null for the service key.</summary>
    public ProtectionKey? Key { get; init; }

    /// <summary>The tags of a new secret.</summary>
    public SortedDictionary<string, string> Tags { get; init; } = TagText.None;

    /// <summary>Whether it stores anything.</summary>
    public bool Stores => Action is ImportActions.Created or ImportActions.NewVersion;

    /// <summary>
    /// The versions that it stores. A new secret takes all; one that is there takes them as its next ones: all of a file in clear, and
    /// of a bundle the newest alone, since in between the secret has had a life of its own.
    /// </summary>
    public IReadOnlyList<ImportVersion> Versions { get; init; } = [];

    /// <summary>The number of its newest version once it is stored.</summary>
    public int Version => Taken is null ? Versions.Count : Taken.LastVersion + Versions.Count;

    /// <summary>The entry as one that fails.</summary>
    public PlannedEntry Fail(Error error) => this with { Action = ImportActions.Failed, Error = error, Versions = [] };
}
