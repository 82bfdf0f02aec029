using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam;

/// <summary>The errors of IAM beside the common ones. Its dialect shows status and text; the codes are for the trail.</summary>
internal static class IamErrors
{
    // One text for every failed sign-in: whether the user, the key, the project or the secret was wrong is nobody's business.
    public static readonly ErrorCode SignInFailed = new(401, "SignInFailed", "The request you have made requires authentication.");
    public static readonly ErrorCode UnknownMethod = new(401, "UnknownAuthenticationMethod", "The authentication method '{0}' is not known. Known are: {1}.");
    public static readonly ErrorCode MethodsRequired = new(401, "AuthenticationMethodsRequired", "More authentication methods are required. Any of these will do: {0}.");
    public static readonly ErrorCode ScopeNotAllowed = new(401, "ScopeNotAllowed", "Application credentials cannot request a scope: the project was chosen when the credential was made.");
    public static readonly ErrorCode DelegatedTokenNotRescoped = new(403, "DelegatedToken", "A token made with an application credential, a trust or OAuth1 may not be used to get another token.");
    public static readonly ErrorCode SystemTokenNotRescoped = new(403, "SystemToken", "A token for the system may not be used to get one for a project or a domain.");
    public static readonly ErrorCode TokenNotFound = new(404, "TokenNotFound", "The token in X-Subject-Token is not known, has expired or was revoked.");
    public static readonly ErrorCode UserNotFound = new(404, "UserNotFound", "Could not find user: {0}.");
    public static readonly ErrorCode ProjectNotFound = new(404, "ProjectNotFound", "Could not find project: {0}.");
    public static readonly ErrorCode RoleNotFound = new(404, "RoleNotFound", "Could not find role: {0}.");
    public static readonly ErrorCode AccessKeyNotFound = new(404, "AccessKeyNotFound", "Could not find application credential: {0}.");
    public static readonly ErrorCode AccessKeyNameTaken = new(409, "AccessKeyNameTaken", "The user already has an application credential of this name.");
    public static readonly ErrorCode ProjectNameTaken = new(409, "ProjectNameTaken", "The organisation already has a project of this name.");
    public static readonly ErrorCode UserNameTaken = new(409, "UserNameTaken", "The organisation already has a user of this name.");
    public static readonly ErrorCode LastAdministrator = new(409, "LastAdministrator", "The installation would be left without an administrator who can sign in.");
    public static readonly ErrorCode AccessKeyLimit = new(403, "AccessKeyLimit", "A user may have at most {0} application credentials in a project.");
    public static readonly ErrorCode DelegatedCredentials = new(403, "DelegatedToken", "Using method 'application_credential' is not allowed for managing additional application credentials.");
    public static readonly ErrorCode DelegatedChange = new(403, "DelegatedToken", "A token made with an application credential may not change users, projects or roles.");
}
