using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>Someone who has proven who they are, by one or more methods.</summary>
/// <param name="User">Who.</param>
/// <param name="Methods">How, without repetition: with a token, its methods and then <c>token</c>.</param>
/// <param name="Proof">What it was checked against. It must still hold when the token is kept.</param>
internal sealed record Identified(TokenUser User, IReadOnlyList<string> Methods, Proof Proof)
{
    /// <summary>The project that a token is for if no scope is asked for and the user may enter it.</summary>
    public string? DefaultProjectId { get; init; }

    /// <summary>The options of the user, a JSON object: they may have rules on the methods (<see cref="MethodRules"/>).</summary>
    public required string Options { get; init; }

    /// <summary>The access key that was used. Its project is the only scope that the token can have.</summary>
    public FoundAccessKey? AccessKey { get; init; }

    /// <summary>What the OAuth1 access token that was used comes to: the only scope that the token can have.</summary>
    public DelegatedScope? OAuth { get; init; }

    /// <summary>The token that was used: the new one belongs to its chain and never outlives it.</summary>
    public TokenRecord? Parent { get; init; }

    // Two of them would bound the token by one and leave it alive without the other.
    private bool BringsItsScope => AccessKey is not null || OAuth is not null;

    /// <summary>What two methods prove together; null if they prove different users, or each a scope of its own.</summary>
    public Identified? And(Identified other) => !string.Equals(User.Id, other.User.Id, StringComparison.Ordinal) || BringsItsScope && other.BringsItsScope ? null : new(
        User, [.. Methods.Concat(other.Methods).Distinct(StringComparer.Ordinal)], Proof.And(other.Proof))
    {
        Options = Options,
        DefaultProjectId = DefaultProjectId ?? other.DefaultProjectId,
        AccessKey = AccessKey ?? other.AccessKey,
        OAuth = OAuth ?? other.OAuth,
        Parent = Parent ?? other.Parent,
    };
}

/// <summary>What is to become a token: someone who has proven who they are, what it is for, and the roles that it will have.</summary>
/// <param name="By">Who has proven what.</param>
/// <param name="Subject">Who it is for, and on what.</param>
/// <param name="Roles">The roles that the token will have.</param>
internal sealed record TokenGrant(Identified By, Subject Subject, IReadOnlyList<Role> Roles);
