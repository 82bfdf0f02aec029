using System.Globalization;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Versions;

/// <summary>A move of a version within a transaction: its error, or null.</summary>
internal delegate ValueTask<Error?> KeyVersionMove(ITransaction transaction, int version);

/// <summary>What the calls that move one version or several have in common: who may, in which order errors are told, what stands on the trail.</summary>
internal sealed class KeyVersionCalls(IDatabase database, UserKeys keys)
{
    /// <summary>Moves one version.</summary>
    public ValueTask<Outcome<T>> MoveAsync<T>(Call call, string keyId, int version, KeyVersionMove move, T answer) => call.WriteAsync<T>(database, async transaction =>
    {
        call.Trail.AddFact("version", version.ToString(CultureInfo.InvariantCulture));
        var key = await keys.HoldAsync(transaction, call, keyId);
        var refusal = key.Error ?? await move(transaction, version);
        return refusal is null ? answer : refusal;
    });

    /// <summary>Moves several versions, each for itself: one that cannot be moved is a result and keeps no other from moving.</summary>
    public ValueTask<Outcome<T>> MoveAllAsync<T>(Call call, string keyId, IReadOnlyList<int> versions, KeyVersionMove move, Func<BulkItems, T> answer) =>
        call.WriteAsync<T>(database, async transaction =>
        {
            var key = await keys.HoldAsync(transaction, call, keyId);
            if (key.Error is { } refused)
            {
                return refused;
            }

            var items = new BulkItems(versions.Count);
            foreach (var version in versions.Distinct())
            {
                items.AddVersion(keyId, key.Value.Name, version, await move(transaction, version));
            }

            return answer(items);
        });
}
