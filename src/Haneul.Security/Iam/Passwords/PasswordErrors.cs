using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Passwords;

/// <summary>The errors of passwords.</summary>
internal static class PasswordErrors
{
    public static readonly ErrorCode Expired = new(401, "PasswordExpired", "The password has expired and must be changed before it signs in: POST /identity/v3/users/{0}/password.");
    // Not 401: the token of the call is good, and clients would take a new one.
    public static readonly ErrorCode Wrong = new(403, "WrongPassword", "The password is not right, or too many wrong ones were given.");
    public static readonly ErrorCode Locked = new(400, "PasswordLocked", "The user may not change their own password.");
    public static readonly ErrorCode TooYoung = new(400, "PasswordTooYoung", "The password was changed less than {0} days ago and can't be changed again yet.");
}
