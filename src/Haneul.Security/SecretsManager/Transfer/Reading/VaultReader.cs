using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>
/// Reads what <c>vault kv get -format=json</c> prints of a path in a KV store of version 2: one such document, an object of paths and documents, or a list of documents
/// with a <c>path</c>. Several documents of one path are its versions. The value of a secret is the object of its fields.
/// </summary>
internal static class VaultReader
{
    /// <summary>Reads the whole text. <paramref name="name"/> is that of a single document, which does not tell its path.</summary>
    public static void Read(ReadOnlyMemory<byte> text, ImportContent content, string? name)
    {
        using var document = JsonFileReader.Parse(text, content);
        if (document is null)
        {
            return;
        }

        var root = document.RootElement;
        if (Document.From(root) is { } single)
        {
            if (name is null)
            {
                content.AddProblem("it is a single document, which does not tell its path: import.name is required");
            }
            else
            {
                Add(content, name, [single]);
            }
        }
        else if (name is not null)
        {
            content.AddProblem("it is not a single document, so import.name can't name it");
        }
        else if (root.ValueKind == JsonValueKind.Object)
        {
            ReadPaths(root, content);
        }
        else if (root.ValueKind == JsonValueKind.Array)
        {
            ReadList(root, content);
        }
        else
        {
            content.AddProblem("it is neither a document of Vault nor an object or a list of them");
        }
    }

    private static void ReadPaths(JsonElement root, ImportContent content)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (content.IsHopeless)
            {
                return;
            }

            if (!JsonText.TryGetName(member, out var path))
            {
                content.AddProblem("a path is not valid Unicode text");
                continue;
            }

            IEnumerable<JsonElement> elements = member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : [member.Value];
            Add(content, path, [.. elements.Select(Document.From)]);
        }
    }

    private static void ReadList(JsonElement root, ImportContent content)
    {
        var paths = new Dictionary<string, List<Document?>>(StringComparer.Ordinal);
        var position = 0;
        foreach (var element in root.EnumerateArray())
        {
            position++;
            if (PathOf(element) is not { } path)
            {
                content.AddProblem($"document {position} has no path");
                continue;
            }

            if (!paths.TryGetValue(path, out var documents))
            {
                paths.Add(path, documents = []);
            }

            documents.Add(Document.From(element));
        }

        foreach (var (path, documents) in paths)
        {
            Add(content, path, documents);
        }
    }

    private static string? PathOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("path", out var path) && path.ValueKind == JsonValueKind.String && JsonText.IsValid(path)
            ? path.GetString()
            : null;

    private static void Add(ImportContent content, string path, IReadOnlyList<Document?> documents)
    {
        var where = ImportContent.Show(path);
        if (documents.Any(static document => document is null))
        {
            content.AddProblem($"{where} is no document of Vault's KV version 2 (data.data and data.metadata)");
            return;
        }

        // Vault's numbers begin anywhere, since it forgets old versions; here they begin at 1.
        var versions = new List<ImportVersion>();
        foreach (var document in documents.OfType<Document>().Where(static document => document.Fields is not null).OrderBy(static document => document.Version))
        {
            var start = content.Values.Length;
            content.Values.Write(JsonMarshal.GetRawUtf8Value(document.Fields!.Value));
            if (!content.CheckValue(where, start))
            {
                return;
            }

            versions.Add(new ImportVersion(versions.Count + 1, VersionStatus.Active, start, content.Values.Length - start));
        }

        if (versions.Count is 0 or > SecretLimits.VersionQuota)
        {
            content.AddProblem($"{where} has {versions.Count} versions with values, and must have 1 to {SecretLimits.VersionQuota}");
            return;
        }

        content.Add(where, new ImportEntry(path, versions));
    }

    /// <summary>A version of a path; without fields once it was deleted or destroyed there.</summary>
    private sealed record Document(int Version, JsonElement? Fields)
    {
        public static Document? From(JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Object
                || !element.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object
                || !data.TryGetProperty("metadata", out var metadata) || metadata.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var version = metadata.TryGetProperty("version", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var known) ? known : 0;
            return new Document(version, data.TryGetProperty("data", out var fields) && fields.ValueKind == JsonValueKind.Object ? fields : null);
        }
    }
}
