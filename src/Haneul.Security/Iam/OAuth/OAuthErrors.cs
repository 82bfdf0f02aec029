using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.OAuth;

/// <summary>The errors of OAuth1. What is wrong with a signed request is told to nobody: <see cref="IamErrors.SignInFailed"/>.</summary>
internal static class OAuthErrors
{
    public static readonly ErrorCode HeaderMissing = new(400, "OAuthParameterMissing", "The request must carry {0}.");
    public static readonly ErrorCode ConsumerNotFound = new(404, "ConsumerNotFound", "Could not find consumer: {0}.");
    public static readonly ErrorCode RequestTokenNotFound = new(404, "RequestTokenNotFound", "Could not find request token: {0}.");
    public static readonly ErrorCode AccessTokenNotFound = new(404, "AccessTokenNotFound", "Could not find access token: {0}.");

    public static readonly ErrorCode ScopeNotAllowed = new(401, "ScopeNotAllowed", "An OAuth1 access token has one scope: the project that it was authorised for.");

    // Keystone's statuses, odd as they are for a caller who has signed in.
    public static readonly ErrorCode RequestTokenExpired = new(401, "RequestTokenExpired", "The request token has expired.");
    public static readonly ErrorCode RoleNotHeld = new(401, "RoleNotHeld", "Your token does not hold the role {0} on the project that the consumer asks for.");
    public static readonly ErrorCode RoleNotAuthorised = new(401, "RoleNotAuthorised", "The access token does not carry the role {0}.");
}
