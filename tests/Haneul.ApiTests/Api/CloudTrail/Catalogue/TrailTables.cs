using System.Globalization;
using System.Text;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Catalogue;

/// <summary>The tables of the database as they are.</summary>
internal static class TrailTables
{
    private const string OfTrail = "trail_";

    /// <summary>Everything that stands in the tables of the trail, bytes as Latin-1.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(ApiFixture fixture)
    {
        var texts = new List<string>();
        foreach (var table in (await NamesAsync(fixture)).Where(static name => name.StartsWith(OfTrail, StringComparison.Ordinal)))
        {
            texts.AddRange((await RowsAsync(fixture, table)).SelectMany(static row => row));
        }

        return texts;
    }

    /// <summary>What every table holds: those that a call changes, and the events.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ContentsAsync(ApiFixture fixture)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in await NamesAsync(fixture))
        {
            // The words of events, and how far the chain is sealed, are no change.
            if (!table.StartsWith(OfTrail, StringComparison.Ordinal) || table == "trail_events")
            {
                contents[table] = string.Join('\n', (await RowsAsync(fixture, table)).Select(static row => string.Join('|', row)).Order(StringComparer.Ordinal));
            }
        }

        return contents;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ApiFixture fixture)
    {
        var database = fixture.Services.GetRequiredService<IDatabase>();
        Sql names = $"SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";
        if (database.Engine == DatabaseEngine.Sqlite)
        {
            names = $"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        }

        return await database.ReadAsync(session => session.QueryAsync(names, static row => row.GetString(0)));
    }

    private static async Task<IReadOnlyList<string[]>> RowsAsync(ApiFixture fixture, string table)
    {
        var all = new Sql(table.Length + 20, 0);
        all.AppendLiteral("SELECT * FROM ");
        all.AppendLiteral(table);
        return await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryAsync(all, static row =>
        {
            var values = new string[row.FieldCount];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = row.GetValue(index) switch
                {
                    byte[] bytes => Encoding.Latin1.GetString(bytes),
                    var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
                };
            }

            return values;
        }));
    }
}
