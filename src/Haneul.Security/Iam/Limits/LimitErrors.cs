using Haneul.Kernel.Dialects;

namespace Haneul.Security.Iam.Limits;

/// <summary>Errors of limits.</summary>
internal static class LimitErrors
{
    public static readonly ErrorCode NotFound = new(404, "LimitNotFound", "Could not find limit: {0}.");
    public static readonly ErrorCode RegisteredNotFound = new(404, "RegisteredLimitNotFound", "Could not find registered limit: {0}.");
    public static readonly ErrorCode Duplicate = new(409, "LimitExists", "The project or domain already has a limit for this resource.");
    public static readonly ErrorCode RegisteredDuplicate = new(409, "RegisteredLimitExists", "There already is a registered limit for this resource.");
    public static readonly ErrorCode NotRegistered = new(403, "LimitNotRegistered", "There is no registered limit for this resource that a limit could stand in for.");
    public static readonly ErrorCode InUse = new(403, "RegisteredLimitInUse", "The registered limit {0} can't be changed or deleted while limits stand in for it.");
}
