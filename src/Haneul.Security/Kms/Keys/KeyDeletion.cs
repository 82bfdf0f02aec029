using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Versions;

namespace Haneul.Security.Kms.Keys;

/// <summary>Takes a key out of the database with all that belongs to it, if nothing would be lost with it.</summary>
internal sealed class KeyDeletion(UserKeys keys, IJobs jobs)
{
    /// <summary>Deletes a key that is held (<see cref="UserKeys.HoldAsync"/>); the error if it may not go.</summary>
    public async ValueTask<Error?> DeleteAsync(ITransaction transaction, UserKey key)
    {
        // Whoever could delete a key with versions could make data unreadable at once; that takes a destruction, with its days to think again.
        if (key.VersionCount > 0)
        {
            return KmsErrors.KeyHasVersions.With(key.VersionCount);
        }

        if (await keys.DescribeUsesAsync(transaction, key) is { } uses)
        {
            return KmsErrors.KeyInUse.With(uses);
        }

        await transaction.ExecuteAsync($"DELETE FROM kms_key_material WHERE project_id = {key.ProjectId} AND key_id = {key.Id}");
        await transaction.ExecuteAsync($"DELETE FROM kms_key_versions WHERE project_id = {key.ProjectId} AND key_id = {key.Id}");
        await transaction.ExecuteAsync($"DELETE FROM kms_keys WHERE project_id = {key.ProjectId} AND id = {key.Id}");
        await AllowLists.ClearAsync(transaction, KmsModule.Id, key.ProjectId, key.Id);
        await KeyRotationSchedule.PlanAsync(jobs, transaction, key.ProjectId, key.Id, nextRotationAt: null);
        return null;
    }
}
