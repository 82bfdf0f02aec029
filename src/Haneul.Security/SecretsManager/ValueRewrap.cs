using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager;

/// <summary>The data keys of versions that the service key protects, for a rotation of that key. Those under user keys have term 0 and are none of its business.</summary>
internal sealed class ValueRewrap : IRewrappable
{
    /// <inheritdoc />
    public string Service => SecretsManagerModule.Id;

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(IDatabaseSession session, string projectId, int newestTerm) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM secrets_data_keys WHERE project_id = {projectId} AND term > 0 AND term < {newestTerm}", static row => row.GetInt64(0));

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<WrappedRow>> FindAsync(IDatabaseSession session, string projectId, int newestTerm, string after, int limit)
    {
        var (secretId, version) = WrappedRow.ReadPosition(after);
        return await session.QueryAsync(
            $"""
            SELECT secret_id, version, wrapped FROM secrets_data_keys
            WHERE project_id = {projectId} AND (secret_id, version) > ({secretId}, {version}) AND term > 0 AND term < {newestTerm}
            ORDER BY secret_id, version LIMIT {limit}
            """,
            row =>
            {
                var (id, number) = (row.GetString(0), (int)row.GetInt64(1));
                var scope = new EnvelopeScope(SecretsManagerModule.Id, SecretValues.Purpose, projectId, id, number);
                return new WrappedRow(WrappedRow.PositionOf(id, number), scope, row.GetFieldValue<byte[]>(2));
            });
    }

    /// <inheritdoc />
    public async ValueTask<bool> ReplaceAsync(ITransaction transaction, string projectId, WrappedRow row, byte[] replacement, int term) =>
        await transaction.ExecuteAsync(
            $"""
            UPDATE secrets_data_keys SET wrapped = {replacement}, term = {term}
            WHERE project_id = {projectId} AND secret_id = {row.Scope.ResourceId} AND version = {row.Scope.Version} AND wrapped = {row.Stored}
            """) == 1;
}
