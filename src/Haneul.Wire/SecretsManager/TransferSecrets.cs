namespace Haneul.Wire.SecretsManager;

/// <summary>What became of an import, as <c>ImportSecrets</c> answers.</summary>
public sealed record ImportSecretsResponse(SecretImport Import);

/// <summary>What became of an import, or would; never anything of a value.</summary>
public sealed record SecretImport
{
    /// <summary>The format of the file.</summary>
    public required string Format { get; init; }

    /// <summary>Whether nothing was stored because nothing was to be.</summary>
    public required bool DryRun { get; init; }

    /// <summary>How many entries the file has.</summary>
    public required int Total { get; init; }

    /// <summary>How many became secrets.</summary>
    public required int Created { get; init; }

    /// <summary>How many became new versions of secrets.</summary>
    public required int NewVersions { get; init; }

    /// <summary>How many were passed over, since their name is taken.</summary>
    public required int Skipped { get; init; }

    /// <summary>How many can't be stored; only a dry run has any.</summary>
    public required int Failed { get; init; }

    /// <summary>The entries in the order of the file.</summary>
    public required IReadOnlyList<SecretImportEntry> Entries { get; init; }
}

/// <summary>What became of an entry of a file.</summary>
public sealed record SecretImportEntry
{
    /// <summary>Its name in the file.</summary>
    public required string Source { get; init; }

    /// <summary>The name of its secret.</summary>
    public required string Name { get; init; }

    /// <summary><c>created</c>, <c>new_version</c>, <c>skipped</c> or <c>failed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The secret; null if there is none (yet).</summary>
    public string? Id { get; init; }

    /// <summary>The newest version of the secret; null if there is none.</summary>
    public int? Version { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The same for people.</summary>
    public string? Message { get; init; }
}
