using System.Globalization;
using Haneul.WebConsole.Languages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Settings.Organisation;

/// <summary>A setting of the organisation that is a number.</summary>
/// <param name="Name">Its name on the wire and in the form.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What it does.</param>
/// <param name="Least">The least that the API takes.</param>
/// <param name="Most">The most that the API takes.</param>
/// <param name="Read">Reads it.</param>
public sealed record NumberSetting(string Name, Text Label, Text Hint, int Least, int Most, Func<OrganisationSettingsBody, int> Read)
{
    /// <summary>The rules of new passwords. The bounds are those of contracts/haneul-organisations.openapi.json.</summary>
    public static IReadOnlyList<NumberSetting> Passwords { get; } =
    [
        new("password_minimum_length", OrganisationTexts.MinimumLength, OrganisationTexts.MinimumLengthHint, 8, 128, static settings => settings.PasswordMinimumLength),
        new("password_character_kinds", OrganisationTexts.Kinds, OrganisationTexts.KindsHint, 0, 4, static settings => settings.PasswordCharacterKinds),
        new("password_history", OrganisationTexts.History, OrganisationTexts.HistoryHint, 0, 10, static settings => settings.PasswordHistory),
        new("password_minimum_age_days", OrganisationTexts.MinimumAge, OrganisationTexts.MinimumAgeHint, 0, 365, static settings => settings.PasswordMinimumAgeDays),
        new("password_expires_days", OrganisationTexts.Expires, OrganisationTexts.ExpiresHint, 0, 3650, static settings => settings.PasswordExpiresDays),
    ];

    /// <summary>What wrong passwords lead to.</summary>
    public static IReadOnlyList<NumberSetting> Lockout { get; } =
    [
        new("lockout_attempts", OrganisationTexts.Attempts, OrganisationTexts.AttemptsHint, 0, 100, static settings => settings.LockoutAttempts),
        new("lockout_minutes", OrganisationTexts.Minutes, OrganisationTexts.MinutesHint, 1, 1440, static settings => settings.LockoutMinutes),
    ];

    /// <summary>For a field of the form.</summary>
    public string Show(OrganisationSettingsBody settings) => Read(settings).ToString(CultureInfo.InvariantCulture);

    /// <summary>The bounds, for the browser.</summary>
    public IReadOnlyDictionary<string, object> Bounds => new Dictionary<string, object>(StringComparer.Ordinal) { ["min"] = Least, ["max"] = Most, ["inputmode"] = "numeric" };
}
