using Haneul.Kernel.Access;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Who may see and change log storage.</summary>
internal static class LogStoragePermissions
{
    public static readonly Permission Read = Permission.Granted("cloud-trail:log-storage:read");

    public static readonly Permission Manage = Permission.Granted("cloud-trail:log-storage:manage");

    /// <summary>Whether a caller may have the organisation's events stored: who may read them, in a project of the own organisation.</summary>
    public static bool MayStoreOrganisationEvents(Caller caller) =>
        caller.May(ListEvents.ReadOrganisationEvents) && string.Equals(caller.ProjectDomainId, caller.UserDomainId, StringComparison.Ordinal);
}
