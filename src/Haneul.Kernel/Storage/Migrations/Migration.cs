using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Haneul.Kernel.Storage.Migrations;

/// <summary>
/// Where a service keeps its migrations: resources <c>NNNN_name.sql</c> whose names begin with <paramref name="ResourcePrefix"/>, numbered
/// from 1 without gaps. <c>NNNN_name.sqlite.sql</c> or <c>.postgres.sql</c> stands in for it on that engine.
/// </summary>
public sealed record MigrationSource(string Service, Assembly Assembly, string ResourcePrefix);

/// <summary>One numbered step of one service's schema, for one engine.</summary>
/// <remarks>
/// <see cref="File"/> is for messages, <see cref="Script"/> is the text with its tokens replaced, and <see cref="Checksum"/> the SHA-256 of the
/// file's text with LF line ends, so that the line ends of a checkout do not matter.
/// </remarks>
internal sealed record Migration(string Service, int Number, string Name, string File, string Script, string Checksum)
{
    public static Migration Create(string service, int number, string name, string file, string text, DatabaseEngine engine)
    {
        text = text.ReplaceLineEndings("\n");
        string script;
        try
        {
            script = SqlTokens.Resolve(text, engine);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException($"Migration {service}/{file}: {exception.Message}", exception);
        }

        return new Migration(service, number, name, file, script, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }
}

/// <summary>Finds the migrations of a source. What it refuses are mistakes of the build, not of an operator.</summary>
internal static partial class MigrationLoader
{
    /// <summary>The migrations of all services, in the order in which they are applied.</summary>
    public static IReadOnlyList<Migration> LoadAll(IReadOnlyList<MigrationSource> sources, DatabaseEngine engine) =>
        [.. sources.SelectMany(source => Load(source, engine))];

    public static IReadOnlyList<Migration> Load(MigrationSource source, DatabaseEngine engine)
    {
        var own = engine == DatabaseEngine.Sqlite ? "sqlite" : "postgres";
        var chosen = new SortedDictionary<int, (Migration Migration, bool IsOverride)>();
        var prefix = source.ResourcePrefix.EndsWith('.') ? source.ResourcePrefix : source.ResourcePrefix + ".";
        foreach (var resource in source.Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var file = resource[prefix.Length..];
            var match = FileName().Match(file);
            if (!match.Success)
            {
                throw new InvalidOperationException($"Migration {source.Service}/{file}: the name must be NNNN_name.sql.");
            }

            var forEngine = match.Groups["engine"].Value;
            if (forEngine.Length > 0 && !string.Equals(forEngine, own, StringComparison.Ordinal))
            {
                continue;
            }

            var number = int.Parse(match.Groups["number"].ValueSpan);
            var isOverride = forEngine.Length > 0;
            if (chosen.TryGetValue(number, out var other))
            {
                if (!string.Equals(other.Migration.Name, match.Groups["name"].Value, StringComparison.Ordinal) || other.IsOverride == isOverride)
                {
                    throw new InvalidOperationException($"Migration {source.Service}/{file}: number {number} is taken by {other.Migration.File}.");
                }

                if (other.IsOverride)
                {
                    continue;
                }
            }

            var migration = Migration.Create(source.Service, number, match.Groups["name"].Value, file, Read(source.Assembly, resource), engine);
            chosen[number] = (migration, isOverride);
        }

        var migrations = chosen.Values.Select(entry => entry.Migration).ToList();
        if (migrations.Count == 0)
        {
            throw new InvalidOperationException($"Service {source.Service} has no migrations under '{prefix}'.");
        }

        var gap = migrations.FindIndex(migration => migration.Number != migrations.IndexOf(migration) + 1);
        return gap < 0
            ? migrations
            : throw new InvalidOperationException($"Migration {source.Service}/{migrations[gap].File}: number {gap + 1} is missing before it.");
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<number>\d{4})_(?<name>[a-z0-9_]+)(\.(?<engine>sqlite|postgres))?\.sql$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
