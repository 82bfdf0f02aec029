using Haneul.Kernel.Dialects;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>The errors of log storage.</summary>
internal static class LogStorageErrors
{
    public static readonly ErrorCode NotEnabled = new(409, "LogStorageNotEnabled", "The project does not have its events stored.");
    public static readonly ErrorCode TestTooSoon = new(429, "LogStorageTestTooSoon", "The target was tested less than {0} seconds ago.");
}
