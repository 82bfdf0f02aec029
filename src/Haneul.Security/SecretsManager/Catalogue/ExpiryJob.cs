using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Leaves an event on the trail when a secret will expire soon, and when it has expired.</summary>
internal sealed class ExpiryJob(BackgroundEvents events, TimeProvider time) : IJobHandler
{
    public static readonly BackgroundRule ExpiresSoon = new(
        SecretsManagerModule.Descriptor, "Secret Expires Soon", "Secret", TrailCategory.Project, ExpiryPlan.JobKind, "30, 7 and 1 days before the expiry date of a secret");

    public static readonly BackgroundRule HasExpired =
        new(SecretsManagerModule.Descriptor, "Secret Expired", "Secret", TrailCategory.Project, ExpiryPlan.JobKind, "at the expiry date of a secret");

    /// <inheritdoc />
    public string Kind => ExpiryPlan.JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var subject = ExpirySubject.FromText(run.Id);
        await run.CommitAsync(async transaction =>
        {
            var secret = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT name, expires_at FROM secrets_secrets WHERE project_id = {subject.ProjectId} AND id = {subject.SecretId} AND expires_at IS NOT NULL",
                static row => new Expiring(row.GetString(0), row.GetInt64(1)));
            if (secret is null)
            {
                return JobStep.Done;
            }

            // After a time without a server several reminders may have passed: one is left for where the secret stands now, not one for each.
            var now = time.GetUtcNow();
            await events.RecordAsync(transaction, ActionOf(run, subject, secret, ExpiryPlan.DaysLeft(secret.ExpiresAt, now)));
            return ExpiryPlan.NextAfter(secret.ExpiresAt, now) is { } next ? JobStep.Again(next, "") : JobStep.Done;
        });
    }

    private static BackgroundAction ActionOf(JobRun run, ExpirySubject subject, Expiring secret, int daysLeft) => new()
    {
        Rule = daysLeft == 0 ? HasExpired : ExpiresSoon,
        RequestId = run.RequestId,
        ProjectId = subject.ProjectId,
        ResourceId = subject.SecretId,
        ResourceName = secret.Name,
        Facts =
        [
            new("expires_at", UnixTime.ToWire(secret.ExpiresAt)),
            new("days_left", daysLeft.ToString(CultureInfo.InvariantCulture)),
        ],
    };

    private sealed record Expiring(string Name, long ExpiresAt);
}
