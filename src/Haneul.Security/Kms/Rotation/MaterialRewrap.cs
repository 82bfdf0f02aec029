using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Keys;

namespace Haneul.Security.Kms.Rotation;

/// <summary>The material of user keys, for a rotation of the key of KMS itself. Its term stands only in the header of the envelope (EnvelopeFormat), as four bytes from the 18th that sort like the number.</summary>
internal sealed class MaterialRewrap : IRewrappable
{
    /// <inheritdoc />
    public string Service => KmsModule.Id;

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(IDatabaseSession session, string projectId, int newestTerm) => await session.QueryFirstOrDefaultAsync(
        $"SELECT COUNT(*) FROM kms_key_material WHERE project_id = {projectId} AND substr(envelope, 18, 4) < {TermBytes(newestTerm)}", static row => row.GetInt64(0));

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<WrappedRow>> FindAsync(IDatabaseSession session, string projectId, int newestTerm, string after, int limit)
    {
        var (keyId, version) = WrappedRow.ReadPosition(after);
        return await session.QueryAsync(
            $"""
            SELECT key_id, version, envelope FROM kms_key_material
            WHERE project_id = {projectId} AND (key_id, version) > ({keyId}, {version}) AND substr(envelope, 18, 4) < {TermBytes(newestTerm)}
            ORDER BY key_id, version LIMIT {limit}
            """,
            row =>
            {
                var (id, number) = (row.GetString(0), (int)row.GetInt64(1));
                return new WrappedRow(WrappedRow.PositionOf(id, number), KeyMaterials.ScopeOf(projectId, id, number), row.GetFieldValue<byte[]>(2));
            });
    }

    /// <inheritdoc />
    public async ValueTask<bool> ReplaceAsync(ITransaction transaction, string projectId, WrappedRow row, byte[] replacement, int term) =>
        await transaction.ExecuteAsync(
            $"""
            UPDATE kms_key_material SET envelope = {replacement}
            WHERE project_id = {projectId} AND key_id = {row.Scope.ResourceId} AND version = {row.Scope.Version} AND envelope = {row.Stored}
            """) == 1;

    private static byte[] TermBytes(int term)
    {
        var bytes = new byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, term);
        return bytes;
    }
}
