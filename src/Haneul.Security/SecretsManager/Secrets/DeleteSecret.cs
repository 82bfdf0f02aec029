using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Deletes a secret whose versions are all destroyed.</summary>
internal static class DeleteSecret
{
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "DeleteSecret",
        SecretPermissions.Manage,
        TrailRule.Project("Delete Secret", "Secret"),
        SecretErrors.UnknownSecret,
        SecretErrors.AccessDenied,
        SecretErrors.VersionsLeft);

    public static async ValueTask<Outcome<NoContent>> HandleAsync(string secretId, Call call, QueryFields query, IDatabase database, SecretDeletion deletion)
    {
        call.Trail.ResourceId = SecretId.ForTrail(secretId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await call.WriteAsync<NoContent>(database, async transaction =>
        {
            var deleted = await deletion.DeleteAsync(transaction, call, secretId);
            return deleted.Error is { } refused ? refused : Outcome.NoContent();
        });
    }
}
