using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Puts subjects on the list of a key. Each id has a result of its own; one that is there already is no error.</summary>
internal static class AddUserKeyAccessTargets
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "AddUserKeyAccessTargets",
        KmsPermissions.Manage,
        TrailRule.Project(EventNames.FromOperationId("AddUserKeyAccessTargets"), "Key"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        AllowListErrors.MembersUnseen,
        AllowListErrors.NotEnabled);

    public static async ValueTask<Outcome<KeyAccessTargetsChangedResponse>> HandleAsync(
        string keyId, Call call, JsonBody body, QueryFields query, IDatabase database, UserKeys keys, AllowLists allowLists)
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

        if (AllowListAnswers.RefuseNaming(call.Caller, request.Ids, "targets.ids") is { } refused)
        {
            return refused;
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

            var results = await allowLists.AddAsync(transaction, key.Listed, request.DistinctIds, call.Caller.UserName, UnixTime.ToMicroseconds(call.Now));
            AllowListAnswers.Tell(call.Trail, results);
            return new KeyAccessTargetsChangedResponse(AllowListAnswers.ToResult(results, request.Ids.Count));
        });
    }
}
