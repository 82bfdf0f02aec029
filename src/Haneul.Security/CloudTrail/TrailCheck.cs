using Haneul.Kernel.Storage.Backup;
using Haneul.Security.CloudTrail.Verification;

namespace Haneul.Security.CloudTrail;

/// <summary>The whole trail is as it was written: every event, segment, chain and checkpoint.</summary>
internal sealed class TrailCheck(TrailVerification verification) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "trail events";

    /// <inheritdoc />
    public async ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation)
    {
        var report = new VerificationReport();
        await verification.RunAsync(report, null, null, cancellation);
        var detail = report.First is { } first
            ? $"{first.KindText} in chain {first.Chain} at number {first.Number}: {first.Detail}"
            : $"{report.Segments} segments of {report.Chains} chains, {report.Unsealed} events not sealed, {report.Unknown} numbers of which nobody can tell";
        return new BackupCheckResult(report.Events, report.Damages, detail);
    }
}
