using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Keys;

/// <summary>Deletes a user key that has no version, or none that is not destroyed, and that nothing needs.</summary>
internal static class DeleteUserKey
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "DeleteUserKey",
        KmsPermissions.Manage,
        TrailRule.Project("Delete Key", "Key"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.KeyHasVersions,
        KmsErrors.KeyInUse);

    public static async ValueTask<Outcome<NoContent>> HandleAsync(string keyId, Call call, QueryFields query, IDatabase database, UserKeys keys, KeyDeletion deletion)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await call.WriteAsync<NoContent>(database, async transaction =>
        {
            var held = await keys.HoldAsync(transaction, call, keyId);
            var error = held.Error ?? await deletion.DeleteAsync(transaction, held.Value);
            return error is null ? Outcome.NoContent() : error;
        });
    }
}
