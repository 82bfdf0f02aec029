using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Takes subjects off the list of a key. Each id has a result of its own. Nobody is found out by it, so it needs no right to see the members.</summary>
internal static class RemoveUserKeyAccessTargets
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "RemoveUserKeyAccessTargets",
        KmsPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("RemoveUserKeyAccessTargets"), "Key"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        AllowListErrors.NotEnabled);

    public static async ValueTask<Outcome<KeyAccessTargetsChangedResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, IDatabase database, UserKeys keys)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(AccessTargetsRequest.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        return await call.WriteAsync<KeyAccessTargetsChangedResponse>(database, async transaction =>
        {
            var held = await keys.HoldAsync(transaction, call, keyId);
            if (held.Error is { } error)
            {
                return error;
            }

            var key = held.Value;
            if (!key.IsAccessControlEnabled)
            {
                return AllowListErrors.NotEnabled;
            }

            var results = await AllowLists.RemoveAsync(transaction, key.Listed, request.DistinctIds);
            AllowListAnswers.Tell(call.Trail, results);
            return new KeyAccessTargetsChangedResponse(AllowListAnswers.ToResult(results, request.Ids.Count));
        });
    }
}
