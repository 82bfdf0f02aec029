using Haneul.Security.Iam.Roles;

namespace Haneul.Security.Iam.Tokens;

/// <summary>A trust as a token names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TrustorUserId">Who trusts.</param>
/// <param name="TrusteeUserId">Who is trusted, and acts.</param>
/// <param name="IsImpersonating">Whether the token is the trustor's.</param>
/// <param name="IsCounted">Whether only a number of tokens may be made with it.</param>
/// <param name="ExpiresAt">When it, or a trust that it was made of, ends, microseconds; null for never.</param>
internal sealed record TokenTrust(string Id, string TrustorUserId, string TrusteeUserId, bool IsImpersonating, bool IsCounted, long? ExpiresAt);

/// <summary>An OAuth1 access token as a token names it.</summary>
/// <param name="AccessTokenId">Its id.</param>
/// <param name="ConsumerId">The consumer that acts with it.</param>
/// <param name="ExpiresAt">When it ends, microseconds.</param>
internal sealed record TokenOAuth(string AccessTokenId, string ConsumerId, long ExpiresAt);

/// <summary>What a trust or an OAuth1 access token comes to now.</summary>
/// <param name="Subject">Who its tokens are for, and on what.</param>
/// <param name="Roles">The roles in force.</param>
internal sealed record DelegatedScope(Subject Subject, IReadOnlyList<Role> Roles);
