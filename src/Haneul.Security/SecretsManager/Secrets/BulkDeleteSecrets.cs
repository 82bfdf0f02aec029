using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
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
        TrailRule.Project("Delete Secret", "Secret"));

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
            var outcomes = new Dictionary<string, Outcome<AccessibleSecret>>(StringComparer.Ordinal);

            // In one order for every call, so that two calls that name the same secrets never wait for each other.
            foreach (var id in request.Ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                outcomes.Add(id, await deletion.DeleteAsync(transaction, call, id));
            }

            var items = new BulkItems(request.Ids.Count);
            foreach (var id in request.Ids.Distinct(StringComparer.Ordinal))
            {
                var outcome = outcomes[id];
                items.Add(SecretId.ForTrail(id), outcome.Error is null ? outcome.Value.Name : null, outcome.Error);
            }

            return new BulkSecretsResponse(items.ToResult(call));
        });
    }

    private sealed record Request(IReadOnlyList<string> Ids)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("secrets") is { } secrets ? BulkRequest.ReadIds(secrets, "ids") : []);
    }
}
