using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Passwords;

/// <summary>What an organisation asks of a new password.</summary>
internal static class PasswordRules
{
    /// <summary>What is wrong with a password, in words that do not repeat it; null if nothing is.</summary>
    public static string? ProblemOf(string password, string userName, OrganisationSettingsBody settings)
    {
        if (password.Length < settings.PasswordMinimumLength)
        {
            return $"must have at least {settings.PasswordMinimumLength} characters";
        }

        if (KindsOf(password) < settings.PasswordCharacterKinds)
        {
            return $"must have {settings.PasswordCharacterKinds} of these kinds of characters: lower-case letters, upper-case letters, digits, others";
        }

        // Not only where an organisation asks for more: it is the first that anyone tries.
        return string.Equals(password, userName, StringComparison.OrdinalIgnoreCase) ? "must not be the name of the user" : null;
    }

    private static int KindsOf(string password) =>
        (password.Any(char.IsLower) ? 1 : 0) + (password.Any(char.IsUpper) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0) + (password.Any(static character => !char.IsLetterOrDigit(character)) ? 1 : 0);
}
