using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>Keeps the search true to every change of a secret.</summary>
internal sealed class SearchObserver : ISecretObserver
{
    /// <inheritdoc />
    public async ValueTask OnChangedAsync(ITransaction transaction, Call? call, SecretChange change)
    {
        switch (change.Kind)
        {
            case SecretChangeKinds.Created or SecretChangeKinds.Updated:
                await StoreAsync(transaction, change.ProjectId, change.SecretId);
                break;
            case SecretChangeKinds.Deleted:
                await SearchIndex.ForgetAsync(transaction, change.ProjectId, change.SecretId);
                await LastReads.ForgetAsync(transaction, change.ProjectId, change.SecretId);
                break;
        }
    }

    /// <summary>Makes the words of a secret what its row says; nothing if it is gone.</summary>
    public static async ValueTask StoreAsync(ITransaction transaction, string projectId, string secretId)
    {
        var row = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT name, description, tags FROM secrets_secrets WHERE project_id = {projectId} AND id = {secretId}",
            static row => new Texts(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), TagText.FromJson(row.IsDBNull(2) ? null : row.GetString(2))));
        if (row is not null)
        {
            await SearchIndex.StoreWordsAsync(transaction, projectId, secretId, row.Name, row.Tags, row.Description);
        }
    }

    private sealed record Texts(string Name, string? Description, SortedDictionary<string, string> Tags);
}
