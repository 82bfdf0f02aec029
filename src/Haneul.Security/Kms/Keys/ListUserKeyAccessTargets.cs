using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Lists the subjects that are allowed on a key, oldest first, for those who are. The owner is not among them; with access control off there are none.</summary>
internal static class ListUserKeyAccessTargets
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "ListUserKeyAccessTargets",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("ListUserKeyAccessTargets"), "Key"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied);

    public static async ValueTask<Outcome<KeyAccessTargetsResponse>> HandleAsync(
        string keyId, Call call, QueryFields query, IDatabase database, UserKeys keys, AllowLists allowLists)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<KeyAccessTargetsResponse>>(
            async session =>
            {
                var key = await keys.RequireAsync(session, call, keyId);
                if (key.Error is { } error)
                {
                    return error;
                }

                var subjects = await allowLists.ListAsync(session, key.Value.Listed);
                return new KeyAccessTargetsResponse([.. subjects.Select(AllowListAnswers.ToTarget)]);
            },
            call.Context.RequestAborted);
    }
}
