using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Someone who has proven who they are, and what for.</summary>
/// <param name="Method">How.</param>
/// <param name="Subject">Who, and for which project.</param>
/// <param name="Roles">The roles that the token will have.</param>
internal sealed record Identified(string Method, Subject Subject, IReadOnlyList<Role> Roles);
