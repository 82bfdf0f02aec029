using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Rotation;

/// <summary>Tells how far the last rotation of a service key has come.</summary>
internal static class GetServiceKeyRotation
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "GetServiceKeyRotation",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetServiceKeyRotation"), "Key"),
        KmsErrors.UnknownServiceKey);

    public static async ValueTask<Outcome<ServiceKeyRotationResponse>> HandleAsync(string service, Call call, QueryFields query, IDatabase database)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = await database.ReadAsync(session => ServiceKeyRotation.FindAsync(session, call.ProjectId, service), call.Context.RequestAborted);
        if (found is null)
        {
            return KmsErrors.UnknownServiceKey;
        }

        call.Trail.ResourceName = service;
        return ToWire(found);
    }

    internal static ServiceKeyRotationResponse ToWire(ServiceKeyRotation rotation) => new(new ServiceKeyRotationState
    {
        Service = rotation.Service,
        Status = rotation.IsRunning ? "RUNNING" : rotation.LastRotationAt is null ? "NEVER" : "FINISHED",
        Term = rotation.Term,
        OldTerms = rotation.Terms - 1,
        Total = rotation.Total,
        Done = rotation.Done,
        Failed = rotation.Failed,
        StartedAt = ToWire(rotation.LastRotationAt),
        FinishedAt = ToWire(rotation.FinishedAt),
        NextRotationAt = ToWire(rotation.NextRotationAt),
    });

    private static string? ToWire(long? instant) => instant is { } known ? UnixTime.ToWire(known) : null;
}
