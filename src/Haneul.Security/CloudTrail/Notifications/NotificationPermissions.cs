using Haneul.Kernel.Access;

namespace Haneul.Security.CloudTrail.Notifications;

/// <summary>What callers need for notifications.</summary>
internal static class NotificationPermissions
{
    /// <summary>To make and change rules: whoever may decides where the events of the project go.</summary>
    public static readonly Permission Manage = Permission.Granted("cloud-trail:notification-rule:manage");

    /// <summary>To see rules and deliveries, without secrets and addresses.</summary>
    public static readonly Permission Read = Permission.Granted("cloud-trail:notification-rule:read");
}
