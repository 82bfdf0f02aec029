using System.Numerics;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Passwords;

/// <summary>What an organisation asks of a new password.</summary>
internal static class PasswordRules
{
    private static readonly string[] Kinds = ["[a-z]", "[A-Z]", "[0-9]", "[\\W_]"];

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

    /// <summary>
    /// The rules as a regular expression that Python's engine, which Keystone's clients use, and .NET's read alike. It asks for letters and digits of ASCII, so what it admits
    /// is admitted; only the name of the user is not in it.
    /// </summary>
    public static string ToExpression(OrganisationSettingsBody settings)
    {
        var length = $"[\\s\\S]{{{settings.PasswordMinimumLength},{PasswordHashing.LongestPassword}}}";
        if (settings.PasswordCharacterKinds == 0)
        {
            return $"^{length}$";
        }

        // Every choice of that many kinds: at most six.
        var choices = Enumerable.Range(0, 1 << Kinds.Length)
            .Where(choice => BitOperations.PopCount((uint)choice) == settings.PasswordCharacterKinds)
            .Select(static choice => string.Concat(Kinds.Where((_, index) => (choice & (1 << index)) != 0).Select(static kind => $"(?=[\\s\\S]*{kind})")));
        return $"^(?:{string.Join('|', choices)}){length}$";
    }

    /// <summary>The rules in words.</summary>
    public static string Describe(OrganisationSettingsBody settings) =>
        $"At least {settings.PasswordMinimumLength} and at most {PasswordHashing.LongestPassword} characters"
        + (settings.PasswordCharacterKinds == 0 ? "" : $", with {settings.PasswordCharacterKinds} of these kinds: lower-case letters, upper-case letters, digits, others")
        + "; not the name of the user.";

    private static int KindsOf(string password) =>
        (password.Any(char.IsLower) ? 1 : 0) + (password.Any(char.IsUpper) ? 1 : 0) + (password.Any(char.IsDigit) ? 1 : 0) + (password.Any(static character => !char.IsLetterOrDigit(character)) ? 1 : 0);
}
