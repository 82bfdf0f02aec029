using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>The errors of second factors.</summary>
internal static class SecondFactorErrors
{
    // Not 401: the token of the call is good, and clients would take a new one.
    public static readonly ErrorCode WrongPasscode = new(403, "WrongPasscode", "The passcode is not right, or was used already.");
    public static readonly ErrorCode AlreadyOn = new(409, "SecondFactorAlreadyOn", "The second factor is on. Turn it off before beginning another.");
    public static readonly ErrorCode NotBegun = new(409, "SecondFactorNotBegun", "No second factor waits for its confirmation. Begin one first.");
    public static readonly ErrorCode NotOn = new(409, "SecondFactorNotOn", "The second factor is not on.");
}
