namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>A secret that an import brings.</summary>
/// <param name="Source">Its name in the file.</param>
/// <param name="Name">The name that it is to have: the prefix and that name.</param>
/// <param name="Description">Its description; only bundles have one.</param>
/// <param name="Versions">Its versions by number, from 1.</param>
internal sealed record ImportEntry(string Source, string Name, string? Description, IReadOnlyList<ImportVersion> Versions)
{
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
