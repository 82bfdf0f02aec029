using System.Data.Common;
using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Settings;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Passwords;

/// <summary>A user as far as their password is concerned.</summary>
/// <param name="User">Who they are.</param>
/// <param name="IsEnabled">Whether they and their organisation are enabled.</param>
/// <param name="PasswordHash">The stored form; null if they have none.</param>
/// <param name="ChangedAt">When it was set, microseconds; null if that is not known.</param>
/// <param name="SecondFactorAt">When their second factor was turned on, microseconds; null while it is off.</param>
/// <param name="Options">Their options, a JSON object.</param>
/// <param name="DefaultProjectId">The project that they enter if they name none.</param>
/// <param name="Settings">What their organisation decides.</param>
internal sealed record PasswordOwner(
    TokenUser User, bool IsEnabled, string? PasswordHash, long? ChangedAt, long? SecondFactorAt, string Options, string? DefaultProjectId, OrganisationSettingsBody Settings)
{
    /// <summary>The user whom a condition on <c>u</c> and their organisation <c>uo</c> finds; null if there is none. Service accounts have no password.</summary>
    public static ValueTask<PasswordOwner?> FindAsync(IDatabaseSession session, Sql condition) => session.QueryFirstOrDefaultAsync($"""
        SELECT u.password_hash, u.password_changed_at, u.options, u.default_project_id, s.body, u.second_factor_at, {Subject.SelectUser}
        FROM iam_users u
        JOIN iam_organisations uo ON uo.id = u.organisation_id
        LEFT JOIN iam_organisation_settings s ON s.organisation_id = u.organisation_id
        WHERE {condition}
        """, Read);

    /// <summary>Whether one of the user's options is true.</summary>
    public bool Has(string option)
    {
        using var document = JsonDocument.Parse(Options);
        return document.RootElement.TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.True;
    }

    /// <summary>Whether the password must be changed before it signs in.</summary>
    public bool IsExpired(DateTimeOffset now) => User.PasswordExpiresAt <= UnixTime.ToMicroseconds(now) && !Has("ignore_password_expiry");

    /// <summary>Why the user may not change the password themselves now; null if they may.</summary>
    public Error? RefuseChange(DateTimeOffset now) =>
        Has("lock_password") ? PasswordErrors.Locked.AsError()
        : ChangedAt is { } changed && !IsExpired(now) && UnixTime.ToMicroseconds(now.AddDays(-Settings.PasswordMinimumAgeDays)) < changed ? PasswordErrors.TooYoung.With(Settings.PasswordMinimumAgeDays)
        : null;

    /// <summary>Never shows the stored form.</summary>
    public override string ToString() => nameof(PasswordOwner);

    private static PasswordOwner Read(DbDataReader row)
    {
        var user = Subject.ReadUser(row, 6, out var isEnabled);
        return new(
            user,
            isEnabled,
            row.IsDBNull(0) ? null : row.GetString(0),
            row.IsDBNull(1) ? null : row.GetInt64(1),
            row.IsDBNull(5) ? null : row.GetInt64(5),
            row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            OrganisationSettings.Parse(row.IsDBNull(4) ? null : row.GetString(4)));
    }
}
