namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>A secret that an import brings.</summary>
/// <param name="Source">Its name in the file.</param>
/// <param name="Versions">Its versions by number, from 1.</param>
internal sealed record ImportEntry(string Source, IReadOnlyList<ImportVersion> Versions)
{
    /// <summary>The name that it is to have: the prefix and that of the file.</summary>
    public string Name { get; init; } = Source;

    /// <summary>Its description. This and what follows only bundles tell.</summary>
    public string? Description { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Its expiry date, microseconds since the Unix epoch.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Whether access control was on where it comes from: then it is on here too, with the importer as the owner and nobody on the list.</summary>
    public bool IsAccessControlEnabled { get; init; }

    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(ImportEntry);
}

/// <summary>A version that an import brings.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Status">One of <see cref="VersionStatus"/>.</param>
/// <param name="Start">Where its value begins among the values of the import.</param>
/// <param name="Length">Bytes of the value; 0 for a destroyed version.</param>
internal sealed record ImportVersion(int Number, string Status, int Start, int Length);
