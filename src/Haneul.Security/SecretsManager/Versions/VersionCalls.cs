using System.Globalization;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Versions;

/// <summary>Makes the steps that calls ask for: of one version, or of many of a secret, each on its own.</summary>
internal sealed class VersionCalls(IDatabase database, SecretAccess access, VersionMoves moves)
{
    /// <summary>The number of a version in a path, which the contract types as a string; what is wrong with it is left in <paramref name="query"/>.</summary>
    public static int ReadNumber(QueryFields query, string version)
    {
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && version[0] != '0')
        {
            return number;
        }

        query.AddProblem("version", $"must be a whole number from 1 to {int.MaxValue}");
        return 0;
    }

    /// <summary>Makes a step of one version, which the answer shows as it stands then.</summary>
    public ValueTask<Outcome<SecretVersionResponse>> MoveAsync(Call call, string secretId, int version, VersionMove move) =>
        MoveAsync<SecretVersionResponse>(call, secretId, version, move, async transaction =>
            new SecretVersionResponse((await SecretReading.ReadVersionAsync(transaction, call.ProjectId, secretId, version))!));

    /// <summary>Destroys one version, which leaves nothing to show.</summary>
    public ValueTask<Outcome<NoContent>> DestroyAsync(Call call, string secretId, int version) =>
        MoveAsync<NoContent>(call, secretId, version, VersionMove.Destroy, static _ => new(Outcome.NoContent()));

    /// <summary>Makes a step of several versions. What is wrong with single ones stands in their results; what is wrong with the secret refuses the call.</summary>
    public ValueTask<Outcome<BulkSecretVersionsResponse>> MoveAllAsync(Call call, string secretId, IReadOnlyList<int> versions, VersionMove move)
    {
        Tell(call, move);
        return call.WriteAsync<BulkSecretVersionsResponse>(database, async transaction =>
        {
            var found = await access.HoldAsync(transaction, call, secretId);
            if (found.Error is { } refused)
            {
                return refused;
            }

            var moving = versions.Distinct().Select(version => ToMoving(call, found.Value, version)).ToList();
            var errors = await moves.MakeAsync(transaction, call, moving, move);
            var items = new BulkItems(versions.Count);
            for (var index = 0; index < moving.Count; index++)
            {
                items.AddVersion(secretId, found.Value.Name, moving[index].Version, errors[index]);
            }

            return new BulkSecretVersionsResponse(items.ToResult(call));
        });
    }

    private ValueTask<Outcome<T>> MoveAsync<T>(Call call, string secretId, int version, VersionMove move, Func<ITransaction, ValueTask<Outcome<T>>> answer)
    {
        call.Trail.AddFact("version", version.ToString(CultureInfo.InvariantCulture));
        Tell(call, move);
        return call.WriteAsync<T>(database, async transaction =>
        {
            var found = await access.HoldAsync(transaction, call, secretId);
            if (found.Error is { } refused)
            {
                return refused;
            }

            var errors = await moves.MakeAsync(transaction, call, [ToMoving(call, found.Value, version)], move);
            return errors[0] is { } illegal ? illegal : await answer(transaction);
        });
    }

    private static MovingVersion ToMoving(Call call, AccessibleSecret secret, int version) =>
        new(call.ProjectId, secret.Id, secret.Name, version, UnixTime.ToMicroseconds(call.Now), call.Caller.UserName);

    private static void Tell(Call call, VersionMove move)
    {
        if (move.DestructionAt is { } at)
        {
            call.Trail.AddFact("destruction_at", UnixTime.ToWire(at));
        }
    }
}
