namespace Haneul.Kernel.Storage.Backup;

/// <summary>
/// What a service can tell about its rows after a restore: that what they enclose opens, that what they name is there. Every service that keeps something
/// enclosed registers one for each kind; <c>verify</c> asks them all, on a server of its own over the restored rows. To add one: a class like
/// <c>SecretVersionsCheck</c> and a line in the service's module.
/// </summary>
public interface IBackupCheck
{
    /// <summary>What is checked, for people, in the plural: <c>secret values</c>.</summary>
    string Subject { get; }

    /// <summary>Checks every row.</summary>
    ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation);
}

/// <summary>How a check went.</summary>
/// <param name="Examined">How many there are.</param>
/// <param name="Failed">How many of them are damaged.</param>
/// <param name="Detail">The first that is damaged, or something worth to know; no key, no value.</param>
public sealed record BackupCheckResult(long Examined, long Failed, string? Detail = null);
