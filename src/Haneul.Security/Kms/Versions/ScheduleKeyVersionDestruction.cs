using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Sets when a version is destroyed, in place of an earlier time. It is deactivated at once, so that a mistake shows before it is final.</summary>
internal static class ScheduleKeyVersionDestruction
{
    public const string EventName = "Schedule Key Version Deletion";

    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ScheduleKeyVersionDestruction",
        KmsPermissions.Manage,
        TrailRule.Project(EventName, "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.UnknownVersion,
        KeyVersionErrors.NotPossible);

    private static readonly KeyVersionDestructionResponse Answer = new(new KeyVersionDestruction("SCHEDULED"));

    public static async ValueTask<Outcome<KeyVersionDestructionResponse>> HandleAsync(
        string keyId, string version, Call call, JsonBody body, QueryFields query, HaneulOptions options, KeyVersionMoves moves, KeyVersionCalls calls)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        var number = KeyVersionPath.Read(version, query);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(fields => new Request(ReadTime(fields.RequiredObject("version"), options, call.Now)), out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.AddFact("destruction_at", UnixTime.ToWire(request.DestructionAt));
        return await calls.MoveAsync(
            call, keyId, number, (transaction, moved) => moves.ScheduleAsync(transaction, call, keyId, moved, request.DestructionAt), Answer);
    }

    /// <summary>The time of a request about one version or several.</summary>
    public static DateTimeOffset ReadTime(JsonFields? fields, HaneulOptions options, DateTimeOffset now) =>
        fields is null ? default : DestructionTime.Read(fields, "destruction_scheduled_at", options, now);

    private sealed record Request(DateTimeOffset DestructionAt);
}
