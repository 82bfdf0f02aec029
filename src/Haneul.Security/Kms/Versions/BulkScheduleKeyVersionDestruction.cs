using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Sets one time at which several versions are destroyed.</summary>
internal static class BulkScheduleKeyVersionDestruction
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "BulkScheduleKeyVersionDestruction",
        KmsPermissions.Manage,
        TrailRule.Project(ScheduleKeyVersionDestruction.EventName, "Key Version").PerItem(),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied);

    public static async ValueTask<Outcome<BulkKeyVersionsResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, HaneulOptions options, KeyVersionMoves moves, KeyVersionCalls calls)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(fields => Request.Read(fields, options, call.Now), out var request, out var wrongBody))
        {
            return wrongBody;
        }

        call.Trail.AddFact("destruction_at", UnixTime.ToWire(request.DestructionAt));
        return await calls.MoveAllAsync(
            call,
            keyId,
            request.Versions,
            (transaction, moved) => moves.ScheduleAsync(transaction, call, keyId, moved, request.DestructionAt),
            items => new BulkKeyVersionsResponse(items.ToResult(call)));
    }

    private sealed record Request(IReadOnlyList<int> Versions, DateTimeOffset DestructionAt)
    {
        public static Request Read(JsonFields body, HaneulOptions options, DateTimeOffset now)
        {
            var fields = body.RequiredObject("versions");
            return new(fields is null ? [] : BulkRequest.ReadVersions(fields, "versions"), ScheduleKeyVersionDestruction.ReadTime(fields, options, now));
        }
    }
}
