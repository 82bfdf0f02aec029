using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Takes the scheduled destruction of several versions back.</summary>
internal static class BulkCancelScheduledKeyVersionDestruction
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "BulkCancelScheduledKeyVersionDestruction",
        KmsPermissions.Manage,
        TrailRule.Project(CancelScheduledKeyVersionDestruction.EventName, "Key Version").PerItem(),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied);

    public static async ValueTask<Outcome<BulkKeyVersionsResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, KeyVersionMoves moves, KeyVersionCalls calls)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        return await calls.MoveAllAsync(
            call,
            keyId,
            request.Versions,
            (transaction, moved) => moves.CancelAsync(transaction, call.ProjectId, keyId, moved),
            items => new BulkKeyVersionsResponse(items.ToResult(call)));
    }

    private sealed record Request(IReadOnlyList<int> Versions)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("versions") is { } fields ? BulkRequest.ReadVersions(fields, "versions") : []);
    }
}
