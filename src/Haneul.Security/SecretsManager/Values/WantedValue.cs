using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>A value that a call asks for.</summary>
/// <param name="SecretId">The secret.</param>
/// <param name="Version">The number of the version; null for the default one.</param>
/// <param name="Pin">The name of a pin that says which version; null for none. Never beside a number.</param>
internal sealed record WantedValue(string SecretId, int? Version, string? Pin);

/// <summary>What was found of a value that a call asks for, before it is opened.</summary>
internal sealed record FoundValue
{
    /// <summary>The secret as it was asked for.</summary>
    public required string SecretId { get; init; }

    /// <summary>Name of the secret; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The number that the request came down to; null where there is none.</summary>
    public int? Version { get; init; }

    /// <summary>When the version was made: a number that a restored backup gave out twice is not the same version.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Its status; null where there is no such version.</summary>
    public string? Status { get; init; }

    /// <summary>The user key that protects it; null for the service key.</summary>
    public string? KeyId { get; init; }

    /// <summary>Its data key; null once it is destroyed, or where it was not asked for.</summary>
    public byte[]? WrappedKey { get; init; }

    /// <summary>Its value under the data key; null as before.</summary>
    public byte[]? Ciphertext { get; init; }

    /// <summary>Why it may not be read; null if it may.</summary>
    public Error? Refusal { get; init; }

    /// <summary>What the columns of <see cref="ValueReads"/> say.</summary>
    public static FoundValue From(WantedValue wanted, System.Data.Common.DbDataReader row)
    {
        var version = row.IsDBNull(2) ? null : (int?)row.GetInt64(2);
        var found = new FoundValue
        {
            SecretId = wanted.SecretId,
            Name = row.GetString(1),
            Version = version,
            Status = row.IsDBNull(3) ? null : row.GetString(3),
            CreatedAt = row.IsDBNull(4) ? 0 : row.GetInt64(4),
            KeyId = row.IsDBNull(5) ? null : row.GetString(5),
            WrappedKey = row.IsDBNull(6) ? null : row.GetFieldValue<byte[]>(6),
            Ciphertext = row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7),
        };
        return found with { Refusal = found.Refuse(wanted, isAdmitted: row.GetInt64(8) != 0) };
    }

    private Error? Refuse(WantedValue wanted, bool isAdmitted) =>
        !isAdmitted ? SecretErrors.AccessDenied
        : Version is null ? SecretValueErrors.UnknownPin.With(wanted.Pin)
        : Status is null ? SecretErrors.UnknownVersion.With(Version)
        // Never another version in its place: the caller would take an old value for the current one (spec/secrets-and-kms.md 2.3).
        : Status != VersionStatus.Active ? SecretErrors.VersionNotActive.With(Version, Status)
        : null;
}
