using System.Globalization;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Catalogue;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>Reads many values at once: what the reads beyond the published API share.</summary>
internal sealed class ValueReads(IDatabase database, SecretValues values, SecretAccess access, LastReads lastReads)
{
    /// <summary>Most values that one call may ask for.</summary>
    public const int Most = 100;

    // SQLite's driver finds each parameter by its name among all of the statement, so that long statements cost more than several short ones; there is no
    // round trip to save.
    private const int MostPerStatementOnSqlite = 10;

    // A statement of few lengths stays prepared; what is left of a length is filled with ids that no secret has.
    private static readonly int[] Lengths = [1, 2, 10, 30, Most];

    private static readonly Sql Parts = $"k.wrapped, v.ciphertext";

    // Typed nulls, since PostgreSQL would otherwise not know what they are.
    private static readonly Sql NoParts = $"CASE WHEN 1 = 0 THEN k.wrapped END, CASE WHEN 1 = 0 THEN v.ciphertext END";

    /// <summary>Finds them, in the order of the request. Without <paramref name="withParts"/> only what is known of them: enough to tell whether anything has changed.</summary>
    public async ValueTask<IReadOnlyList<FoundValue>> FindAsync(Call call, IReadOnlyList<WantedValue> wanted, bool withParts)
    {
        var found = new List<FoundValue>(wanted.Count);
        return await database.ReadAsync(
            async session =>
            {
                found.Clear();
                foreach (var part in wanted.Chunk(database.Engine == DatabaseEngine.Sqlite ? MostPerStatementOnSqlite : Most))
                {
                    found.AddRange(await FindAsync(session, call, part, withParts ? Parts : NoParts));
                }

                return found;
            },
            call.Context.RequestAborted);
    }

    /// <summary>Opens what was found and may be read. Each has a result of its own.</summary>
    public async ValueTask<IReadOnlyList<ReadValue>> OpenAsync(Call call, IReadOnlyList<FoundValue> found)
    {
        var results = new List<ReadValue>(found.Count);
        try
        {
            foreach (var each in found)
            {
                results.Add(await OpenAsync(call, each));
            }
        }
        catch
        {
            results.ForEach(static result => result.Dispose());
            throw;
        }

        return results;
    }

    /// <summary>Notes that the caller has got to know the values that were opened, for whoever asks when a secret was last read.</summary>
    public void Note(Call call, IReadOnlyList<ReadValue> values)
    {
        foreach (var each in values.Where(static each => each.Value is not null))
        {
            lastReads.Note(call, each.Found.SecretId);
        }
    }

    /// <summary>What the trail is to tell of each.</summary>
    public static TrailItem ToTrailItem(ReadValue read)
    {
        var id = SecretId.ForTrail(read.Found.SecretId);
        var item = read.Error is { } error ? TrailItem.Failed(id, read.Found.Name, error) : new TrailItem(id, read.Found.Name);
        return read.Found.Version is { } version ? item with { Facts = [new("version", version.ToString(CultureInfo.InvariantCulture))] } : item;
    }

    private async ValueTask<FoundValue[]> FindAsync(IDatabaseSession session, Call call, WantedValue[] wanted, Sql parts)
    {
        var rows = await session.QueryAsync(
            Statement(call, wanted, parts),
            row => (Position: (int)row.GetInt64(0), Found: FoundValue.From(wanted[(int)row.GetInt64(0)], row)));
        var found = wanted.Select(each => new FoundValue { SecretId = each.SecretId, Refusal = SecretErrors.UnknownSecret }).ToArray();
        rows.ForEach(row => found[row.Position] = row.Found);
        return found;
    }

    private async ValueTask<ReadValue> OpenAsync(Call call, FoundValue found)
    {
        if (found.Refusal is { } refusal)
        {
            return new ReadValue(found, Value: null, refusal);
        }

        var opened = await values.OpenAsync(call, found.SecretId, found.Version!.Value, found.KeyId, new(found.WrappedKey ?? [], found.Ciphertext ?? []));
        return opened.Error is { } error ? new ReadValue(found, Value: null, error) : new ReadValue(found, opened.Value, Error: null);
    }

    private Sql Statement(Call call, IReadOnlyList<WantedValue> wanted, Sql parts)
    {
        var projectId = call.ProjectId;
        Sql version = $"CASE WHEN w.pin IS NULL THEN COALESCE(w.version, s.default_version) ELSE p.version END";

        // The cross join keeps the order of the tables on SQLite: from what is wanted to the secrets, each by its key.
        return $"""
            WITH wanted (position, id, version, pin) AS (VALUES {Rows(wanted)})
            SELECT w.position, s.name, {version}, v.status, v.created_at, v.kms_key_id, {parts}, CASE WHEN {access.Admits(call)} THEN 1 ELSE 0 END
            FROM wanted w CROSS JOIN secrets_secrets s
            LEFT JOIN secrets_pins p ON p.project_id = s.project_id AND p.secret_id = s.id AND p.name = w.pin
            LEFT JOIN secrets_versions v ON v.project_id = s.project_id AND v.secret_id = s.id AND v.version = {version}
            LEFT JOIN secrets_data_keys k ON k.project_id = v.project_id AND k.secret_id = v.secret_id AND k.version = v.version
            WHERE s.project_id = {projectId} AND s.id = w.id
            """;
    }

    private static Sql Rows(IReadOnlyList<WantedValue> wanted)
    {
        var rows = Sql.Empty;
        var length = Lengths.First(length => length >= wanted.Count);
        for (var index = 0; index < length; index++)
        {
            var each = index < wanted.Count ? wanted[index] : null;
            Sql row = $"({index}, {each?.SecretId ?? ""}, {each?.Version}, {each?.Pin})";
            if (index > 0)
            {
                rows.AppendLiteral(", ");
            }

            rows.AppendFormatted(row);
        }

        return rows;
    }
}
