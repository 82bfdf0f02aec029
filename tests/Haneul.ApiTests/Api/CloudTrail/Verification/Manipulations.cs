using System.Globalization;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>Random changes to the raw tables of a trail, as somebody makes them who has the database and neither the server nor its root key.</summary>
internal sealed class Manipulations(IDatabase database, SeededRandom random)
{
    private static readonly string[] Tables = ["trail_events", "trail_kinds", "trail_scopes", "trail_actors", "trail_origins", "trail_segments", "trail_chains"];

    private static readonly (string Table, string[] Key, string[] Numbers, string[] Texts, string[] Blobs)[] Columns =
    [
        ("trail_events", ["sequence"], ["sequence", "event_time", "scope_id", "kind_id", "actor_id", "origin_id", "status", "result"],
            ["resource_name", "path", "additional_info"], ["event_id", "request_id", "resource_id", "code"]),
        ("trail_kinds", ["id"], ["id"], ["event_name", "service_name", "source_service", "resource_type", "method", "operation_id"], []),
        ("trail_scopes", ["id"], ["id", "category"], ["project_id", "domain_id"], []),
        ("trail_actors", ["id"], ["id"], ["user_id", "user_name"], []),
        ("trail_origins", ["id"], ["id"], ["credential_id", "source_address", "user_agent"], []),
        ("trail_segments", ["chain_id", "number"], ["chain_id", "number", "first", "last", "events", "first_time", "last_time", "sealed_at"], ["absent", "unknown"], ["digest", "code"]),
        ("trail_chains", ["id"], ["id", "created_at", "segment", "sealed_through", "trimmed_segment", "trimmed_through"], [], ["segment_code", "trimmed_code", "head_code"]),
    ];

    /// <summary>Keeps the tables as they are.</summary>
    public async Task KeepAsync()
    {
        foreach (var table in Tables)
        {
            await ExecuteAsync(Text($"CREATE TABLE kept_{table} AS SELECT * FROM {table}"));
        }
    }

    /// <summary>Puts the tables back as they were kept.</summary>
    public async Task RestoreAsync() => await database.WriteAsync(async transaction =>
    {
        foreach (var table in Tables)
        {
            await transaction.ExecuteAsync(Text($"DELETE FROM {table}"));
            await transaction.ExecuteAsync(Text($"INSERT INTO {table} SELECT * FROM kept_{table}"));
        }

        return true;
    });

    /// <summary>All that the trail says, row by row: equal before and after a change that changes nothing.</summary>
    public async Task<string> DescribeAsync() => string.Join('\n', await database.ReadAsync(async session =>
    {
        var lines = await session.QueryAsync(
            $"""
            SELECT e.sequence, e.event_time, e.status, e.result, e.event_id, e.request_id, e.resource_id, e.resource_name, e.path, e.additional_info, e.code,
                s.category, s.project_id, s.domain_id, k.event_name, k.service_name, k.source_service, k.resource_type, k.method, k.operation_id,
                a.user_id, a.user_name, o.credential_id, o.source_address, o.user_agent
            FROM trail_events e LEFT JOIN trail_kinds k ON k.id = e.kind_id LEFT JOIN trail_scopes s ON s.id = e.scope_id
                LEFT JOIN trail_actors a ON a.id = e.actor_id LEFT JOIN trail_origins o ON o.id = e.origin_id
            ORDER BY e.sequence
            """,
            Describe);
        lines.AddRange(await session.QueryAsync($"SELECT {Segment.Columns()} FROM trail_segments ORDER BY chain_id, number", Describe));
        lines.AddRange(await session.QueryAsync($"SELECT {ChainHead.Columns()} FROM trail_chains ORDER BY id", Describe));
        return lines;
    }));

    /// <summary>Makes a change and tells which; null if the database would not have it.</summary>
    public async Task<string?> ApplyAsync()
    {
        try
        {
            return random.Next(10) switch
            {
                0 or 1 or 2 => await ChangeAsync(),
                3 => await RemoveAsync(),
                4 => await CopyAsync(),
                5 => await ExchangeRowsAsync("trail_events", random.Next(3) > 0),
                6 => await ExchangeRowsAsync(Columns[random.Next(Columns.Length)].Table, true),
                7 => await CutTailAsync(),
                8 => await ExchangeKeysAsync(),
                _ => await RemoveSomeAsync(),
            };
        }
        catch (System.Data.Common.DbException)
        {
            return null;
        }
    }

    private static string Describe(System.Data.Common.DbDataReader row) => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(column =>
        row.IsDBNull(column) ? "-" : row.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture)));

    private static Sql Text(string text)
    {
        var sql = new Sql(0, 0);
        sql.AppendLiteral(text);
        return sql;
    }

    private async Task<int> ExecuteAsync(Sql sql) => await database.WriteAsync(transaction => transaction.ExecuteAsync(sql));

    private async Task<string> ChangeAsync()
    {
        // Most rows of a trail are events.
        var (table, _, numbers, texts, blobs) = random.Next(2) == 0 ? Columns[0] : random.Of(Columns);
        var column = random.Of([.. numbers, .. texts, .. blobs]);
        var (where, text) = await AnyRowAsync(table);
        var sql = Text($"UPDATE {table} SET {column} = ");
        if (numbers.Contains(column))
        {
            sql.AppendLiteral($"{column} + {random.Of([1L, -1L, 7L, 1L << 20, -(1L << 20), 1L << 32, 1L << 40, -(1L << 41), 1L << 62])}");
        }
        else if (texts.Contains(column))
        {
            sql.AppendLiteral(random.Of(["COALESCE({0}, '') || 'x'", "''", "NULL", "UPPER({0})", "'5-7'", "SUBSTR({0}, 2)"]).Replace("{0}", column, StringComparison.Ordinal));
        }
        else
        {
            var bytes = await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
                Text($"SELECT {column} FROM {table} {where}"), row => row.IsDBNull(0) ? [] : row.GetFieldValue<byte[]>(0))) ?? [];
            sql.AppendFormatted(Spoil(bytes));
        }

        sql.AppendLiteral(" " + where);
        await ExecuteAsync(sql);
        return $"{sql.Text} ({text})";
    }

    private byte[]? Spoil(byte[] bytes)
    {
        var spoilt = bytes.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return [];
            case 1:
                return [.. bytes, 0];
            case 2 when bytes.Length > 1:
                return bytes[..^1];
            default:
                if (spoilt.Length == 0)
                {
                    return null;
                }

                spoilt[random.Next(spoilt.Length)] ^= (byte)(1 << random.Next(8));
                return spoilt;
        }
    }

    private async Task<string> RemoveAsync()
    {
        var table = random.Next(2) == 0 ? "trail_events" : random.Of(Tables);
        var (where, text) = await AnyRowAsync(table);
        await ExecuteAsync(Text($"DELETE FROM {table} {where}"));
        return $"DELETE FROM {table} ({text})";
    }

    private async Task<string> RemoveSomeAsync()
    {
        var (where, text) = await AnyRowAsync("trail_events");
        await ExecuteAsync(Text($"DELETE FROM trail_events WHERE sequence >= (SELECT MAX(sequence) FROM trail_events {where}) AND sequence < (SELECT MAX(sequence) FROM trail_events {where}) + {2 + random.Next(6)}"));
        return $"several events from {text}";
    }

    private async Task<string> CopyAsync()
    {
        var (table, key, _, _, _) = random.Next(2) == 0 ? Columns[0] : random.Of([Columns[0], Columns[5], Columns[6]]);
        var columns = await ColumnsOfAsync(table);
        var moved = random.Of(key);
        var offset = random.Of([1L, 2L, 3L, 5L, 30L, 1000L, -1L, -3L, 1L << 40, -(1L << 40), 1L << 30]);
        var (where, text) = await AnyRowAsync(table);
        await ExecuteAsync(Text($"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(column => column == moved ? $"{column} + {offset}" : column))} FROM {table} {where}"));
        return $"copy in {table} of {text}, {moved} + {offset}";
    }

    /// <summary>Two rows each get what the other says; without their codes or with them.</summary>
    private async Task<string> ExchangeRowsAsync(string table, bool withCode)
    {
        var key = Array.Find(Columns, known => known.Table == table).Key;
        var columns = (await ColumnsOfAsync(table)).Where(column => !key.Contains(column) && (withCode || column != "code")).ToList();
        var ((one, oneText), (other, otherText)) = (await AnyRowAsync(table), await AnyRowAsync(table));
        await database.WriteAsync(async transaction =>
        {
            // Words are unique; the first row makes room.
            await transaction.ExecuteAsync(Text($"CREATE TABLE exchanged AS SELECT * FROM {table} {one}"));
            await transaction.ExecuteAsync(Text($"CREATE TABLE exchanged_for AS SELECT * FROM {table} {other}"));
            await transaction.ExecuteAsync(Text($"DELETE FROM {table} {one}"));
            await transaction.ExecuteAsync(Text($"DELETE FROM {table} {other}"));
            foreach (var (place, content) in new[] { ("exchanged", "exchanged_for"), ("exchanged_for", "exchanged") })
            {
                var all = await NamesAsync(transaction, table);
                await transaction.ExecuteAsync(Text($"INSERT INTO {table} ({string.Join(", ", all)}) SELECT {string.Join(", ", all.Select(column => (columns.Contains(column) ? "c." : "p.") + column))} FROM {place} p, {content} c"));
            }

            await transaction.ExecuteAsync(Text("DROP TABLE exchanged"));
            await transaction.ExecuteAsync(Text("DROP TABLE exchanged_for"));
            return true;
        });
        return $"exchange in {table} of {oneText} and {otherText}, {(withCode ? "with" : "without")} codes";
    }

    private async Task<string> ExchangeKeysAsync()
    {
        var (one, oneText) = await AnyRowAsync("trail_events");
        var (other, otherText) = await AnyRowAsync("trail_events");
        var column = random.Of(["event_time", "actor_id", "kind_id", "event_id", "code"]);
        await database.WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync(Text($"CREATE TABLE exchanged AS SELECT {column} FROM trail_events {one}"));
            await transaction.ExecuteAsync(Text($"UPDATE trail_events SET {column} = (SELECT {column} FROM trail_events {other}) {one}"));
            await transaction.ExecuteAsync(Text($"UPDATE trail_events SET {column} = (SELECT {column} FROM exchanged) {other}"));
            await transaction.ExecuteAsync(Text("DROP TABLE exchanged"));
            return true;
        });
        return $"exchange of {column} of {oneText} and {otherText}";
    }

    /// <summary>The end of a chain is cut off, and its row is made to fit as far as that goes without the key.</summary>
    private async Task<string> CutTailAsync()
    {
        var chain = 1 + random.Next(3);
        var left = random.Next(5);
        await ExecuteAsync(Text($"DELETE FROM trail_events WHERE sequence > {EventPlace.Of(chain, 0)} + COALESCE((SELECT MAX(last) FROM trail_segments WHERE chain_id = {chain} AND number <= {left}), 0) AND sequence <= {EventPlace.Of(chain, EventPlace.MostNumber)}"));
        await ExecuteAsync(Text($"DELETE FROM trail_segments WHERE chain_id = {chain} AND number > {left}"));
        var fits = random.Next(2) == 0;
        if (fits)
        {
            await ExecuteAsync(Text($"UPDATE trail_chains SET segment = {left}, sealed_through = COALESCE((SELECT MAX(last) FROM trail_segments WHERE chain_id = {chain}), 0) WHERE id = {chain}"));
        }

        return $"chain {chain} cut behind segment {left}{(fits ? ", its row too" : "")}";
    }

    private async Task<(string Where, string Text)> AnyRowAsync(string table)
    {
        var key = Array.Find(Columns, known => known.Table == table).Key;
        var rows = await database.ReadAsync(session => session.QueryAsync(
            Text($"SELECT {string.Join(", ", key)} FROM {table} ORDER BY {string.Join(", ", key)}"), row => key.Select((_, column) => row.GetInt64(column)).ToList()));
        var values = random.Of(rows);
        return ("WHERE " + string.Join(" AND ", key.Select((column, index) => $"{column} = {values[index]}")), $"{table} {string.Join('/', values)}");
    }

    private async Task<List<string>> ColumnsOfAsync(string table) => await database.ReadAsync(session => NamesAsync(session, table));

    private static async ValueTask<List<string>> NamesAsync(IDatabaseSession session, string table) =>
        await session.QueryFirstOrDefaultAsync(Text($"SELECT * FROM kept_{table}"), row => Enumerable.Range(0, row.FieldCount).Select(row.GetName).ToList()) ?? [];
}
