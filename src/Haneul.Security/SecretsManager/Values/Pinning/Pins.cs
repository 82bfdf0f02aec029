using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Versions;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Pinning;

/// <summary>The pins of secrets: consumers that hold to a version under a name of their own (docs/adr/0019).</summary>
internal static class Pins
{
    /// <summary>Most pins of one secret.</summary>
    public const int MostOfSecret = 100;

    // So many names tell an operator whom to ask.
    private const int MostTold = 5;

    /// <summary>Every pin of a secret by name, or the one of <paramref name="name"/>.</summary>
    public static ValueTask<List<SecretPin>> ListAsync(IDatabaseSession session, string projectId, string secretId, string? name = null)
    {
        Sql filter = name is null ? Sql.Empty : $" AND p.name = {name}";
        return session.QueryAsync(
            $"""
            SELECT p.name, p.version, v.status, p.created_at, p.created_by
            FROM secrets_pins p JOIN secrets_versions v ON v.project_id = p.project_id AND v.secret_id = p.secret_id AND v.version = p.version
            WHERE p.project_id = {projectId} AND p.secret_id = {secretId}{filter} ORDER BY p.name
            """,
            static row => new SecretPin(row.GetString(0), (int)row.GetInt64(1), row.GetString(2), UnixTime.ToWire(row.GetInt64(3)), row.GetString(4)));
    }

    /// <summary>Pins a version, or moves the pin to it. The secret must be held.</summary>
    public static async ValueTask<Error?> PutAsync(ITransaction transaction, Call call, string secretId, string name, int version)
    {
        var projectId = call.ProjectId;
        var status = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT status FROM secrets_versions WHERE project_id = {projectId} AND secret_id = {secretId} AND version = {version}", static row => row.GetString(0));
        if (status is null)
        {
            return SecretErrors.UnknownVersion.With(version);
        }

        if (status != VersionStatus.Active)
        {
            return SecretValueErrors.NotPinnable.With(version, status);
        }

        await transaction.ExecuteAsync(
            $"""
            INSERT INTO secrets_pins (project_id, secret_id, name, version, created_at, created_by)
            VALUES ({projectId}, {secretId}, {name}, {version}, {UnixTime.ToMicroseconds(call.Now)}, {call.Caller.UserName})
            ON CONFLICT (project_id, secret_id, name) DO UPDATE SET version = excluded.version, created_at = excluded.created_at, created_by = excluded.created_by
            """);
        var count = await transaction.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM secrets_pins WHERE project_id = {projectId} AND secret_id = {secretId}", static row => row.GetInt64(0));
        return count > MostOfSecret ? SecretValueErrors.TooManyPins.With(MostOfSecret) : null;
    }

    /// <summary>Takes a pin off; the version that it held, or null if there is none of the name.</summary>
    public static ValueTask<int?> RemoveAsync(ITransaction transaction, string projectId, string secretId, string name) => transaction.QueryFirstOrDefaultAsync(
        $"DELETE FROM secrets_pins WHERE project_id = {projectId} AND secret_id = {secretId} AND name = {name} RETURNING version", static row => (int?)row.GetInt64(0));

    /// <summary>The refusal to destroy, or to plan to destroy, a version that is pinned; null if it is not. Deactivating is not refused: it can be undone, and is the way to stop a leak.</summary>
    public static async ValueTask<Error?> RefuseDestructionAsync(ITransaction transaction, MovingVersion version)
    {
        var names = await transaction.QueryAsync(
            $"""
            SELECT name FROM secrets_pins WHERE project_id = {version.ProjectId} AND secret_id = {version.SecretId} AND version = {version.Version}
            ORDER BY name LIMIT {MostTold + 1}
            """,
            static row => row.GetString(0));
        return names.Count == 0
            ? null
            : SecretErrors.VersionPinned.With(version.Version, string.Join(", ", names.Take(MostTold)) + (names.Count > MostTold ? ", …" : ""));
    }
}
