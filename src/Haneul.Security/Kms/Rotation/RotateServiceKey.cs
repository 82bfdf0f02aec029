using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;
using Microsoft.AspNetCore.Http;

namespace Haneul.Security.Kms.Rotation;

/// <summary>Rotates the key of a service in the project before its year is over. The answer does not wait for the re-wrapping.</summary>
internal static class RotateServiceKey
{
    public static readonly string EventName = EventNames.FromOperationId("RotateServiceKey");

    public static readonly Operation Operation = new(
        KmsModule.Id,
        "RotateServiceKey",
        KmsPermissions.Manage,
        TrailRule.Project(EventName, "Key"),
        KmsErrors.UnknownServiceKey,
        KmsErrors.RotationRunning);

    public static async ValueTask<Outcome<ServiceKeyRotationResponse>> HandleAsync(
        string service, Call call, QueryFields query, IDatabase database, ServiceKeySchedule schedule, ServiceKeyRotator rotator, ServiceKeys keys, TimeProvider time)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!schedule.Rotates(service))
        {
            return KmsErrors.UnknownServiceKey;
        }

        call.Trail.ResourceName = service;
        var projectId = call.ProjectId;
        var now = time.GetUtcNow();

        // Before the transaction: on SQLite counting would hold up every writer. What changes in between only makes the progress less exact.
        var total = await database.ReadAsync(session => rotator.CountAsync(session, projectId, service), call.Context.RequestAborted);
        var outcome = await call.WriteAsync<ServiceKeyRotationResponse>(
            database,
            async transaction =>
            {
                await transaction.LockAsync("kms-service-key/" + RotatedKey.JobId(projectId, service));
                var found = await ServiceKeyRotation.FindAsync(transaction, projectId, service);
                if (found is null)
                {
                    return KmsErrors.UnknownServiceKey;
                }

                if (found.IsRunning)
                {
                    return KmsErrors.RotationRunning.With(found.Done, found.Total);
                }

                var term = await rotator.StartAsync(transaction, projectId, service, total, now);
                await schedule.PlanAsync(transaction, projectId, service, ServiceKeySchedule.NextAfter(now));
                call.Trail.AddFact("term", term.ToString(CultureInfo.InvariantCulture));
                var started = await ServiceKeyRotation.FindAsync(transaction, projectId, service);
                return Outcome.WithStatus(GetServiceKeyRotation.ToWire(started!), StatusCodes.Status202Accepted);
            });
        keys.Forget(projectId, service);
        return outcome;
    }
}
