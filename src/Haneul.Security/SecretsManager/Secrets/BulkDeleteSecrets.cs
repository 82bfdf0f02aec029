using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Transfer;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Secrets;

/// <summary>Deletes several secrets, each on its own: some may fail while others go.</summary>
internal static class BulkDeleteSecrets
{
    // What is wrong with single secrets stands in their results: SecretErrors.UnknownSecret, AccessDenied and VersionsLeft.
    public static readonly Operation Operation = new(
        SecretsManagerModule.Id,
        "BulkDeleteSecrets",
        SecretPermissions.Manage,
        TrailRule.Project("Delete Secret", "Secret").PerItem());

    public static async ValueTask<Outcome<BulkSecretsResponse>> HandleAsync(Call call, JsonBody body, QueryFields query, IDatabase database, SecretDeletion deletion)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        return await call.WriteAsync<BulkSecretsResponse>(database, async transaction =>
        {
            var ids = request.Ids.Distinct(StringComparer.Ordinal).ToList();
            await HoldAsync(transaction, call.ProjectId, ids);
            var items = new BulkItems(request.Ids.Count);
            foreach (var id in ids)
            {
                var outcome = await deletion.DeleteAsync(transaction, call, id);
                items.Add(SecretId.ForTrail(id), outcome.Error is null ? outcome.Value.Name : null, outcome.Error);
            }

            return new BulkSecretsResponse(items.ToResult(call));
        });
    }

    /// <summary>
    /// Takes all rows before anything is told of the first: what observers keep is shared by the whole project, and whoever holds it must not wait for the row
    /// of a secret. By their names, as imports do, so that no two calls wait for each other.
    /// </summary>
    private static async ValueTask HoldAsync(ITransaction transaction, string projectId, IReadOnlyList<string> ids)
    {
        var found = await transaction.QueryAsync(
            $"SELECT id, name FROM secrets_secrets WHERE project_id = {projectId} AND id IN ({TransferSql.List(ids)})",
            static row => (Id: row.GetString(0), Name: row.GetString(1)));
        foreach (var (id, _) in found.OrderBy(static secret => secret.Name, StringComparer.Ordinal))
        {
            await SecretAccess.HoldAsync(transaction, projectId, id);
        }
    }

    private sealed record Request(IReadOnlyList<string> Ids)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("secrets") is { } secrets ? BulkRequest.ReadIds(secrets, "ids") : []);
    }
}
