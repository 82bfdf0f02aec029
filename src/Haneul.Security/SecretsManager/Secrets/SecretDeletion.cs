using Haneul.Kernel.Access.AllowedSubjects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Deletes secrets whose versions are all destroyed (spec/secrets-and-kms.md 2.4), with everything that is still known of them.</summary>
internal sealed class SecretDeletion(SecretAccess access, SecretObservers observers)
{
    /// <summary>Deletes a secret; the error says why not. Nothing is changed then, so that the rest of a call that names many goes on.</summary>
    public async ValueTask<Outcome<AccessibleSecret>> DeleteAsync(ITransaction transaction, Call call, string secretId)
    {
        var found = await access.HoldAsync(transaction, call, secretId);
        if (found.Error is not null)
        {
            return found;
        }

        if (found.Value.VersionCount > 0)
        {
            return SecretErrors.VersionsLeft.With(found.Value.VersionCount);
        }

        var projectId = call.ProjectId;

        // Observers still find the secret, so that they can keep whose it was.
        await observers.TellAsync(transaction, call, new SecretChange(projectId, secretId, found.Value.Name, SecretChangeKinds.Deleted));
        await transaction.ExecuteAsync($"DELETE FROM secrets_versions WHERE project_id = {projectId} AND secret_id = {secretId}");
        await AllowLists.ClearAsync(transaction, SecretsManagerModule.Id, projectId, secretId);
        await transaction.ExecuteAsync($"DELETE FROM secrets_secrets WHERE project_id = {projectId} AND id = {secretId}");
        return found;
    }
}
