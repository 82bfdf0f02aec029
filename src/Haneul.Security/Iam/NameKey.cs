namespace Haneul.Security.Iam;

/// <summary>
/// The form in which names are compared and kept unique. Keystone on its usual database takes <c>Admin</c> and <c>admin</c> for one name, so that nobody can pose as
/// another by a capital letter; both engines of ours compare this form, which is made here and not by either of them.
/// </summary>
internal static class NameKey
{
    /// <summary>The name without regard to case.</summary>
    public static string Of(string name) => name.ToUpperInvariant();
}
