using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Someone who has proven who they are, and what for.</summary>
/// <param name="Method">How.</param>
/// <param name="Subject">Who, and for which project.</param>
/// <param name="Roles">The roles that the token will have.</param>
/// <param name="Proof">What the proof was checked against. It must still hold when the token is kept.</param>
internal sealed record Identified(string Method, Subject Subject, IReadOnlyList<Role> Roles, Proof Proof);

/// <summary>The stored form of the credential that someone knew: of a password or of the secret of an access key, as the sign-in found it.</summary>
internal sealed record Proof(string? PasswordHash, byte[]? SecretHash)
{
    /// <summary>Names the type only.</summary>
    public override string ToString() => nameof(Proof);
}
