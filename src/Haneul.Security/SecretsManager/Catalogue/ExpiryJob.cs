using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Leaves an event on the trail when a secret will expire soon, and when it has expired.</summary>
internal sealed class ExpiryJob(ITrail trail, BackgroundEvents events, TimeProvider time) : IJobHandler
{
    private const string ExpiresSoon = "Secret Expires Soon";
    private const string HasExpired = "Secret Expired";

    /// <inheritdoc />
    public string Kind => ExpiryPlan.JobKind;

    /// <inheritdoc />
    public async ValueTask RunAsync(JobRun run, CancellationToken cancellation)
    {
        var (projectId, secretId) = ExpirySubject.FromText(run.Id);
        await run.CommitAsync(async transaction =>
        {
            var secret = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT name, expires_at FROM secrets_secrets WHERE project_id = {projectId} AND id = {secretId} AND expires_at IS NOT NULL",
                static row => new Expiring(row.GetString(0), row.GetInt64(1)));
            if (secret is null)
            {
                return JobStep.Done;
            }

            // After a time without a server several reminders may have passed: one is left for where the secret stands now, not one for each.
            var now = time.GetUtcNow();
            await trail.RecordAsync(transaction, ToEvent(projectId, run.State, secretId, secret, ExpiryPlan.DaysLeft(secret.ExpiresAt, now)));
            return ExpiryPlan.NextAfter(secret.ExpiresAt, now) is { } next ? JobStep.Again(next, run.State) : JobStep.Done;
        });
    }

    private TrailEvent ToEvent(string projectId, string domainId, string secretId, Expiring secret, int daysLeft) => events.Create(new BackgroundAction
    {
        Service = SecretsManagerModule.Descriptor,
        EventName = daysLeft == 0 ? HasExpired : ExpiresSoon,
        OperationId = Kind,
        ProjectId = projectId,
        DomainId = domainId.Length == 0 ? null : domainId,
        ResourceType = "Secret",
        ResourceId = secretId,
        ResourceName = secret.Name,
        Facts =
        [
            new("expires_at", UnixTime.ToWire(secret.ExpiresAt)),
            new("days_left", daysLeft.ToString(CultureInfo.InvariantCulture)),
        ],
    });

    private sealed record Expiring(string Name, long ExpiresAt);
}
