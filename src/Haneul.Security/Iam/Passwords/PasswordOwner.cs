using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Settings;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Passwords;

/// <summary>A user as far as their password is concerned.</summary>
internal sealed record PasswordOwner(
    string Id, string Name, string OrganisationId, bool IsEnabled, string? PasswordHash, long? ChangedAt, bool IsLocked, OrganisationSettingsBody Settings)
{
    /// <summary>The user of that id; null if there is none.</summary>
    public static ValueTask<PasswordOwner?> FindAsync(IDatabaseSession session, string userId) => session.QueryFirstOrDefaultAsync($"""
        SELECT u.id, u.name, u.organisation_id, CASE WHEN u.enabled = 1 AND o.enabled = 1 THEN 1 ELSE 0 END, u.password_hash, u.password_changed_at, u.options, s.body
        FROM iam_users u
        JOIN iam_organisations o ON o.id = u.organisation_id
        LEFT JOIN iam_organisation_settings s ON s.organisation_id = u.organisation_id
        WHERE u.id = {userId}
        """, static row => new PasswordOwner(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetInt64(3) == 1,
            row.IsDBNull(4) ? null : row.GetString(4),
            row.IsDBNull(5) ? null : row.GetInt64(5),
            IsSet(row.GetString(6), "lock_password"),
            OrganisationSettings.Parse(row.IsDBNull(7) ? null : row.GetString(7))));

    /// <summary>Why the user may not change the password themselves now; null if they may.</summary>
    public Error? RefuseChange(DateTimeOffset now) =>
        IsLocked ? PasswordErrors.Locked.AsError()
        : ChangedAt is { } changed && UnixTime.ToMicroseconds(now.AddDays(-Settings.PasswordMinimumAgeDays)) < changed ? PasswordErrors.TooYoung.With(Settings.PasswordMinimumAgeDays)
        : null;

    /// <summary>Whether an option of a user's column is true.</summary>
    public static bool IsSet(string options, string name)
    {
        using var document = JsonDocument.Parse(options);
        return document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
    }

    /// <summary>Never shows the stored form.</summary>
    public override string ToString() => nameof(PasswordOwner);
}
