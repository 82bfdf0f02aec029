using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Sets one time at which several versions are destroyed. Until then they are deactivated.</summary>
internal static class BulkScheduleSecretVersionDestruction
{
    // What is wrong with single versions stands in their results: SecretErrors.UnknownVersion and VersionStateConflict.
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "BulkScheduleSecretVersionDestruction",
        SecretPermissions.Manage,
        TrailRule.Project("Schedule Secret Version Deletion", "Secret Version").PerItem(),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied);

    public static async ValueTask<Outcome<BulkSecretVersionsResponse>> HandleAsync(
        string secretId, Call call, JsonBody body, QueryFields query, VersionCalls versions, HaneulOptions options)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return body.TryRead(fields => Request.Read(fields, options, call.Now), out var request, out var wrongBody)
            ? await versions.MoveAllAsync(call, secretId, request.Versions, VersionMove.Schedule(UnixTime.ToMicroseconds(request.At)))
            : wrongBody;
    }

    private sealed record Request(IReadOnlyList<int> Versions, DateTimeOffset At)
    {
        public static Request Read(JsonFields body, HaneulOptions options, DateTimeOffset now) => body.RequiredObject("versions") is { } versions
            ? new(BulkRequest.ReadVersions(versions, "versions"), DestructionTime.Read(versions, "destruction_scheduled_at", options, now))
            : new([], default);
    }
}
