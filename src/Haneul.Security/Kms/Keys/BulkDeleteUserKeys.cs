using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Keys;

/// <summary>Deletes several user keys. Each has a result and an event of its own: those that can't go are left and named, the others go.</summary>
internal static class BulkDeleteUserKeys
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "BulkDeleteUserKeys",
        KmsPermissions.Manage,
        TrailRule.Project("Delete Key", "Key").PerItem());

    public static async ValueTask<Outcome<BulkDeleteUserKeysResponse>> HandleAsync(
        Call call, JsonBody body, QueryFields query, IDatabase database, UserKeys keys, KeyDeletion deletion)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (!body.TryRead(Request.Read, out var request, out var wrongBody))
        {
            return wrongBody;
        }

        var ids = request.Ids.Distinct(StringComparer.Ordinal).ToList();
        return await call.WriteAsync<BulkDeleteUserKeysResponse>(database, async transaction =>
        {
            // All locks first and in one order, so that two calls that name the same keys differently do not wait for each other for ever.
            foreach (var id in ids.Order(StringComparer.Ordinal))
            {
                await transaction.LockAsync(ProtectionKeys.LockName(id));
            }

            var items = new BulkItems(request.Ids.Count);
            foreach (var id in ids)
            {
                var held = await keys.HoldAsync(transaction, call, id);
                var error = held.Error ?? await deletion.DeleteAsync(transaction, held.Value);
                items.Add(id, call.Trail.ResourceName, error);
                call.Trail.ResourceName = null;
            }

            return new BulkDeleteUserKeysResponse(items.ToResult(call));
        });
    }

    private sealed record Request(IReadOnlyList<string> Ids)
    {
        public static readonly Func<JsonFields, Request> Read = static body =>
            new(body.RequiredObject("keys") is { } keys ? BulkRequest.ReadIds(keys, "ids") : []);
    }
}
