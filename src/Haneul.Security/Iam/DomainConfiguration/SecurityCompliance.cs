using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Organisations;
using Haneul.Security.Iam.Passwords;
using Haneul.Security.Iam.Settings;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.DomainConfiguration;

/// <summary>
/// The rules for passwords in Keystone's words, made of the settings of the organisation, which are what holds. Keystone has one set of rules for all organisations and
/// shows it under the default one, and of it the expression and its description only; here every user sees those of their own organisation, and each rule in force.
/// </summary>
internal static class SecurityCompliance
{
    private const string Group = "security_compliance";
    private const int SecondsOfMinute = 60;

    public static async ValueTask<Outcome<DomainConfigResponse>> AnswerAsync(Call call, IDatabase database, string organisationId, string? option)
    {
        call.Trail.ResourceId = organisationId;
        if (DomainConfigPolicies.GetSecurityCompliance.Refuse(call) is { } refused)
        {
            return refused;
        }

        // As in Keystone, whether there is another organisation of that id is told to nobody.
        if (organisationId != Organisation.DefaultId && organisationId != call.Caller.UserDomainId)
        {
            return DomainConfigErrors.OtherDomain;
        }

        var rules = Of(await database.ReadAsync(session => OrganisationSettings.FindAsync(session, organisationId), call.Context.RequestAborted));
        if (option is null)
        {
            return new DomainConfigResponse(OptionRow.ToConfig(rules.Select(static rule => (Group, rule.Key, rule.Value))));
        }

        return rules.TryGetValue(option, out var value)
            ? new DomainConfigResponse(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [option] = value })
            : DomainConfigErrors.NotSupported.With($"reading the option {ShownText.Cut(option)} in the group {Group}");
    }

    /// <summary>The settings as Keystone's options. What is switched off is null there, where ours has 0.</summary>
    private static Dictionary<string, JsonElement> Of(OrganisationSettingsBody settings) => new(StringComparer.Ordinal)
    {
        ["password_regex"] = Text(PasswordRules.ToExpression(settings)),
        ["password_regex_description"] = Text(PasswordRules.Describe(settings)),
        ["lockout_failure_attempts"] = NumberOrNull(settings.LockoutAttempts),
        ["lockout_duration"] = Number(settings.LockoutMinutes * SecondsOfMinute),
        ["password_expires_days"] = NumberOrNull(settings.PasswordExpiresDays),
        ["unique_last_password_count"] = Number(settings.PasswordHistory),
        ["minimum_password_age"] = Number(settings.PasswordMinimumAgeDays),
        ["change_password_upon_first_use"] = JsonElement.Parse(settings.ChangePasswordUponFirstUse ? "true" : "false"),
    };

    private static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    private static JsonElement Number(int number) => JsonElement.Parse(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static JsonElement NumberOrNull(int number) => number == 0 ? JsonElement.Parse("null") : Number(number);
}
