using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Kernel.Storage.Migrations;

/// <summary>The facts of a schema: (table, fact) to its definition, such as (secrets, column name) to "TEXT not null".</summary>
internal sealed class Catalogue
{
    private const string ColumnFact = "column ";

    private readonly SortedDictionary<string, SortedDictionary<string, string>> _tables = new(StringComparer.Ordinal);

    private Catalogue()
    {
    }

    /// <summary>Equal for equal catalogues.</summary>
    public string Fingerprint
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (table, facts) in _tables)
            {
                foreach (var (fact, definition) in facts)
                {
                    text.Append(table).Append('\0').Append(fact).Append('\0').Append(definition).Append('\0');
                }
            }

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }
    }

    /// <summary>Every table with its columns and their definitions; generated columns, which hold nothing of their own, are left out.</summary>
    public IEnumerable<(string Table, IReadOnlyList<(string Name, string Definition)> Columns)> Columns => _tables.Select(table => (
        table.Key,
        (IReadOnlyList<(string, string)>)[.. table.Value
            .Where(fact => fact.Key.StartsWith(ColumnFact, StringComparison.Ordinal) && !fact.Value.EndsWith(" generated", StringComparison.Ordinal))
            .Select(fact => (fact.Key[ColumnFact.Length..], fact.Value))]));

    /// <summary>Reads rows of table, fact, definition; the migrator's own tables are left out.</summary>
    public static async Task<Catalogue> ReadAsync(DbConnection connection, string query, CancellationToken cancellation)
    {
        var catalogue = new Catalogue();
        await using var command = connection.Prepare(query);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var table = reader.GetString(0);
            if (table is Migrator.MigrationsTable or Migrator.CatalogueTable)
            {
                continue;
            }

            if (!catalogue._tables.TryGetValue(table, out var facts))
            {
                catalogue._tables.Add(table, facts = new SortedDictionary<string, string>(StringComparer.Ordinal));
            }

            facts[reader.GetString(1)] = CollapseSpace(reader.GetString(2));
        }

        return catalogue;
    }

    /// <summary>
    /// The first way in which <paramref name="actual"/> differs from this expectation, in words, or null. Tables that we do not know are none
    /// of our business (an operator's own, an extension's); anything unexpected on our tables is.
    /// </summary>
    public string? FirstDifference(Catalogue actual)
    {
        foreach (var (table, expectedFacts) in _tables)
        {
            if (!actual._tables.TryGetValue(table, out var actualFacts))
            {
                return $"table '{table}' is missing";
            }

            foreach (var (fact, expected) in expectedFacts)
            {
                if (!actualFacts.TryGetValue(fact, out var found))
                {
                    return $"{fact} of table '{table}' is missing";
                }

                if (!string.Equals(expected, found, StringComparison.Ordinal))
                {
                    return $"{fact} of table '{table}' is '{found}' and should be '{expected}'";
                }
            }

            if (actualFacts.Keys.FirstOrDefault(fact => !expectedFacts.ContainsKey(fact)) is { } extra)
            {
                return $"table '{table}' has {extra}, which no migration made";
            }
        }

        return null;
    }

    private static string CollapseSpace(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
