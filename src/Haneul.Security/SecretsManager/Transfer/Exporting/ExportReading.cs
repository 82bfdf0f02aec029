using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager.Transfer.Exporting;

/// <summary>Finds what an export is to hold, with its values still enclosed.</summary>
internal sealed class ExportReading(IDatabase database, SecretAccess access)
{
    /// <summary>The secrets by name, those that are left out included.</summary>
    public ValueTask<Outcome<IReadOnlyList<ExportedSecret>>> FindAsync(Call call, ExportRequest request) => database.ReadAsync<Outcome<IReadOnlyList<ExportedSecret>>>(
        async session =>
        {
            var secrets = await FindSecretsAsync(session, call, request);
            if (secrets.Count > TransferLimits.Entries)
            {
                return TransferErrors.ExportTooLarge.With($"{TransferLimits.Entries} secrets");
            }

            var open = secrets.Where(static secret => secret.Refusal is null).Select(static secret => secret.Id).ToList();
            if (open.Count == 0)
            {
                return secrets;
            }

            // What they take is asked before any of it is read.
            var from = From(call, request, open);
            var size = await session.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*), COALESCE(SUM(LENGTH(v.ciphertext)), 0) {from}", static row => (Count: row.GetInt64(0), Bytes: row.GetInt64(1)));
            if (size.Count > TransferLimits.Versions)
            {
                return TransferErrors.ExportTooLarge.With($"{TransferLimits.Versions} versions");
            }

            if (size.Bytes > TransferLimits.ExportBytes)
            {
                return TransferErrors.ExportTooLarge.With($"{TransferLimits.ExportBytes} bytes of values");
            }

            var versions = await session.QueryAsync(
                $"SELECT v.secret_id, v.version, v.status, v.destruction_at, v.kms_key_id, k.wrapped, v.ciphertext {from} ORDER BY v.secret_id, v.version",
                static row => new StoredVersion(
                    row.GetString(0),
                    (int)row.GetInt64(1),
                    row.GetString(2),
                    !row.IsDBNull(3),
                    row.IsDBNull(4) ? null : row.GetString(4),
                    new SealedValue(row.IsDBNull(5) ? [] : row.GetFieldValue<byte[]>(5), row.IsDBNull(6) ? [] : row.GetFieldValue<byte[]>(6))));
            var bySecret = versions.ToLookup(static version => version.SecretId, StringComparer.Ordinal);
            return secrets.ConvertAll(secret => secret with { Versions = [.. bySecret[secret.Id]] });
        },
        call.Context.RequestAborted);

    private async ValueTask<List<ExportedSecret>> FindSecretsAsync(IDatabaseSession session, Call call, ExportRequest request)
    {
        Sql filter = $"s.project_id = {call.ProjectId}";
        if (request.SecretIds is { } ids)
        {
            filter = $"{filter} AND s.id IN ({TransferSql.List(ids)})";
        }

        if (request.Prefix.Length > 0)
        {
            // Both engines count code points.
            filter = $"{filter} AND SUBSTR(s.name, 1, CAST({request.Prefix.EnumerateRunes().Count()} AS INTEGER)) = {request.Prefix}";
        }

        var found = await session.QueryAsync(
            $"""
            SELECT s.id, s.name, s.description, s.default_version, s.is_access_control_enabled, s.tags, s.expires_at, CASE WHEN {access.Admits(call)} THEN 1 ELSE 0 END
            FROM secrets_secrets s WHERE {filter} LIMIT {TransferLimits.Entries + 1}
            """,
            static row => new ExportedSecret(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), (int)row.GetInt64(3), row.GetInt64(4) != 0)
            {
                Tags = row.IsDBNull(5) ? null : row.GetString(5),
                ExpiresAt = row.IsDBNull(6) ? null : row.GetInt64(6),
                Refusal = row.GetInt64(7) != 0 ? null : SecretErrors.AccessDenied.AsError(),
            });
        var known = found.Select(static secret => secret.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = (request.SecretIds ?? []).Where(id => !known.Contains(id))
            .Select(static id => new ExportedSecret(id, null, null, 0, IsAccessControlEnabled: false) { Refusal = SecretErrors.UnknownSecret });
        return [.. found.OrderBy(static secret => secret.Name, StringComparer.Ordinal), .. unknown];
    }

    // Access is asked again, since a list may have changed since the statement before.
    private Sql From(Call call, ExportRequest request, IReadOnlyList<string> ids)
    {
        var which = request.IsBundle ? Sql.Empty : (Sql)$"AND v.version = s.default_version";
        return $"""
            FROM secrets_secrets s
            JOIN secrets_versions v ON v.project_id = s.project_id AND v.secret_id = s.id {which}
            LEFT JOIN secrets_data_keys k ON k.project_id = v.project_id AND k.secret_id = v.secret_id AND k.version = v.version
            WHERE s.project_id = {call.ProjectId} AND s.id IN ({TransferSql.List(ids)}) AND {access.Admits(call)}
            """;
    }
}
