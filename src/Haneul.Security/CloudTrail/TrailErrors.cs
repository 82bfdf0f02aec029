using Haneul.Kernel.Dialects;

namespace Haneul.Security.CloudTrail;

/// <summary>The errors of Cloud Trail's own.</summary>
internal static class TrailErrors
{
    public static readonly ErrorCode OrganisationEventsRefused = new(
        403, "OrganisationEventsForbidden", "Organisation events are shown to Organisation Admins and Trail Viewers, in a project of their own organisation.");
}
