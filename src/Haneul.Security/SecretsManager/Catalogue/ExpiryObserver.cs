using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Takes the reminders of a secret back when it is deleted.</summary>
internal sealed class ExpiryObserver(ExpiryPlan expiry) : ISecretObserver
{
    /// <inheritdoc />
    public async ValueTask OnChangedAsync(ITransaction transaction, Call? call, SecretChange change)
    {
        if (change.Kind == SecretChangeKinds.Deleted)
        {
            await expiry.CancelAsync(transaction, change.ProjectId, change.SecretId);
        }
    }
}
