using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Users;

/// <summary>Errors of users.</summary>
internal static class UserErrors
{
    public static readonly ErrorCode AdministratorsOnly = new(403, "AdministratorsOnly", "Only an administrator of the installation may change who administers it: {0}.");

    /// <summary>404 for a user; what the caller sent is not repeated at any length.</summary>
    public static Error NotFound(string id) => IamErrors.UserNotFound.With(ShownText.Cut(id));
}
