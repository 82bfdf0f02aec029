using Haneul.Kernel.Access;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Who may see and verify the evidence of the trail.</summary>
internal static class VerificationPermissions
{
    /// <summary>
    /// Administrators of the installation: a verification goes over the events of all organisations and takes the machine's time, and its answers tell how much every one
    /// of them does, though nothing of what (spec/roles.md, system administrators).
    /// </summary>
    public static readonly Permission Verify = Permission.Granted("cloud-trail:evidence:verify");
}
