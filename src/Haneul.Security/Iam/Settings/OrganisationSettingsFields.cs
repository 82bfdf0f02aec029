using Haneul.Kernel.Operations;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Settings;

/// <summary>The settings that a request gives, put over those that hold. Fields that are not given stay as they are.</summary>
internal sealed record OrganisationSettingsFields(Func<OrganisationSettingsBody, OrganisationSettingsBody> Change)
{
    private static readonly string[] Endings = ["all_tokens", "password_tokens", "no_tokens"];

    /// <summary>Reads the body.</summary>
    public static OrganisationSettingsFields Read(JsonFields body)
    {
        if (body.RequiredObject("settings") is not { } settings)
        {
            return new(static kept => kept);
        }

        var minimumLength = settings.OptionalInt32("password_minimum_length", 8, 128);
        var kinds = settings.OptionalInt32("password_character_kinds", 0, 4);
        var history = settings.OptionalInt32("password_history", 0, 10);
        var minimumAge = settings.OptionalInt32("password_minimum_age_days", 0, 365);
        var expires = settings.OptionalInt32("password_expires_days", 0, 3650);
        var firstUse = settings.OptionalBoolean("change_password_upon_first_use");
        var attempts = settings.OptionalInt32("lockout_attempts", 0, 100);
        var minutes = settings.OptionalInt32("lockout_minutes", 1, 1440);
        var ends = settings.OptionalString("password_change_ends");
        if (ends is not null && !Endings.Contains(ends, StringComparer.Ordinal))
        {
            settings.AddProblem("password_change_ends", $"must be one of {string.Join(", ", Endings)}");
        }

        return new(kept => kept with
        {
            PasswordMinimumLength = minimumLength ?? kept.PasswordMinimumLength,
            PasswordCharacterKinds = kinds ?? kept.PasswordCharacterKinds,
            PasswordHistory = history ?? kept.PasswordHistory,
            PasswordMinimumAgeDays = minimumAge ?? kept.PasswordMinimumAgeDays,
            PasswordExpiresDays = expires ?? kept.PasswordExpiresDays,
            ChangePasswordUponFirstUse = firstUse ?? kept.ChangePasswordUponFirstUse,
            LockoutAttempts = attempts ?? kept.LockoutAttempts,
            LockoutMinutes = minutes ?? kept.LockoutMinutes,
            PasswordChangeEnds = ends ?? kept.PasswordChangeEnds,
        });
    }
}
