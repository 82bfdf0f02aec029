using Haneul.Kernel.Dialects;

namespace Haneul.Security.CloudTrail.Notifications;

/// <summary>The errors of notifications.</summary>
internal static class NotificationErrors
{
    public static readonly ErrorCode UnknownRule = new(404, "NotificationRuleNotFound", "The project has no notification rule of this id.");
    public static readonly ErrorCode NameTaken = new(409, "NotificationRuleDuplicated", "The project has another notification rule of this name.");
    public static readonly ErrorCode TooManyRules = new(409, "NotificationRuleLimitReached", "The project has {0} notification rules, and may not have more.");
    public static readonly ErrorCode TestTooSoon = new(429, "NotificationTestTooSoon", "A test message was sent to this rule less than {0} seconds ago.");
}
