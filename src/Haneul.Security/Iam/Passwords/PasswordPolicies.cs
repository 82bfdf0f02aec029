using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.Passwords;

/// <summary>Who may do what with passwords beside Keystone's policies of users: everybody with their own, and never with a token that was delegated.</summary>
internal static class PasswordPolicies
{
    public static readonly Policy Confirm = Policy.Change("confirm_own_password", "Show again that one knows one's own password.", Persona.Anyone);
}
