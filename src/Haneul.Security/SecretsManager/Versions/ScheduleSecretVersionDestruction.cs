using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Sets the time at which a version is destroyed, or another one. Until then it is deactivated, so that whoever still needs it notices while there is time.</summary>
internal static class ScheduleSecretVersionDestruction
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "ScheduleSecretVersionDestruction",
        SecretPermissions.Manage,
        TrailRule.Project("Schedule Secret Version Deletion", "Secret Version"),
        SecretErrors.UnknownSecret,
        SecretErrors.UnknownVersion,
        SecretErrors.AccessDenied,
        SecretErrors.VersionStateConflict,
        SecretErrors.VersionPinned);

    public static async ValueTask<Outcome<SecretVersionResponse>> HandleAsync(
        string secretId, string version, Call call, JsonBody body, QueryFields query, VersionCalls versions, HaneulOptions options)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        var number = VersionCalls.ReadNumber(query, version);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return body.TryRead(fields => Request.Read(fields, options, call.Now), out var request, out var wrongBody)
            ? await versions.MoveAsync(call, secretId, number, VersionMove.Schedule(UnixTime.ToMicroseconds(request.At)))
            : wrongBody;
    }

    private sealed record Request(DateTimeOffset At)
    {
        public static Request Read(JsonFields body, HaneulOptions options, DateTimeOffset now) =>
            new(body.RequiredObject("version") is { } version ? DestructionTime.Read(version, "destruction_scheduled_at", options, now) : default);
    }
}
