using System.Text.Json.Serialization;

namespace Haneul.Wire.Iam;

/// <summary>What an organisation decides about passwords and signing in. Ours: KakaoCloud has such settings in its console only (spec/roles.md section 8).</summary>
public sealed record OrganisationSettingsBody
{
    /// <summary>Fewest characters of a new password, 8 to 128.</summary>
    public int PasswordMinimumLength { get; init; } = 8;

    /// <summary>How many of the kinds lower-case letter, upper-case letter, digit and other a new password must have, 0 to 4.</summary>
    public int PasswordCharacterKinds { get; init; }

    /// <summary>How many former passwords a new one must differ from, 0 to 10; the present one counts.</summary>
    public int PasswordHistory { get; init; }

    /// <summary>Days before users may change their password again themselves, 0 to 365.</summary>
    public int PasswordMinimumAgeDays { get; init; }

    /// <summary>Days after which a password must be changed, 0 (never) to 3650.</summary>
    public int PasswordExpiresDays { get; init; }

    /// <summary>Whether a password that somebody else has set must be changed before it signs in.</summary>
    public bool ChangePasswordUponFirstUse { get; init; }

    /// <summary>Wrong passwords for one user from one address after which that address must wait, 0 (never) to 100.</summary>
    public int LockoutAttempts { get; init; } = 5;

    /// <summary>Minutes that it must wait, 1 to 1440.</summary>
    public int LockoutMinutes { get; init; } = 15;

    /// <summary>Which tokens of the user a new password ends: <c>all_tokens</c>, <c>password_tokens</c> (those of access keys live on) or <c>no_tokens</c>.</summary>
    public string PasswordChangeEnds { get; init; } = "all_tokens";
}

/// <summary>Answer of GetOrganisationSettings and UpdateOrganisationSettings.</summary>
public sealed record OrganisationSettingsResponse(OrganisationSettingsBody Settings);

/// <summary>JSON metadata of the settings, on the wire and in the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrganisationSettingsResponse))]
[JsonSerializable(typeof(OrganisationSettingsBody))]
public sealed partial class OrganisationSettingsJson : JsonSerializerContext;
