using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Reads what is known of a user key. Access control does not hide it: <c>is_accessible</c> tells what it allows the caller.</summary>
internal static class GetKey
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "GetKey",
        KmsPermissions.Read,
        TrailRule.Project(EventNames.FromOperationId("GetKey"), "Key"),
        KmsErrors.UnknownKey);

    public static async ValueTask<Outcome<KeyResponse>> HandleAsync(string keyId, Call call, QueryFields query, IDatabase database, UserKeys keys)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await database.ReadAsync<Outcome<KeyResponse>>(
            async session =>
            {
                var key = await keys.FindAsync(session, call, keyId);
                if (key is null)
                {
                    return KmsErrors.UnknownKey;
                }

                call.Trail.ResourceName = key.Name;
                return new KeyResponse(await keys.ToWireAsync(session, key));
            },
            call.Context.RequestAborted);
    }
}
