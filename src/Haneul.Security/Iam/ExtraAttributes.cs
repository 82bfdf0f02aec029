using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam;

/// <summary>
/// Attributes of a caller's own on a resource. Stock Keystone keeps what it does not know and shows it again beside the resource's own fields, and clients rely on it
/// (Terraform's <c>extra</c>). Kept as the text of one JSON object.
/// </summary>
internal static class ExtraAttributes
{
    private const int MostBytes = 16 * 1024;

    // What the server writes into every resource itself; a client that sends back what it got must not store them.
    private static readonly string[] Reserved = ["id", "links", "extra"];

    /// <summary>What is left of the object once its known fields are read: call it last. Null if nothing is.</summary>
    public static string? Read(JsonFields fields)
    {
        foreach (var name in Reserved)
        {
            fields.Skip(name);
        }

        return fields.RemainingAsJson(MostBytes);
    }

    /// <summary>The attributes after a change that gives <paramref name="given"/>: those it names are replaced, the others stay.</summary>
    public static string? Merge(string? kept, string? given)
    {
        if (kept is null || given is null)
        {
            return given ?? kept;
        }

        var merged = JsonNode.Parse(kept)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(given)!.AsObject())
        {
            merged[name] = value?.DeepClone();
        }

        return merged.ToJsonString();
    }

    /// <summary>The attributes for the wire; null if there are none.</summary>
    public static Dictionary<string, JsonElement>? ToWire(string? kept)
    {
        if (kept is null)
        {
            return null;
        }

        using var document = JsonDocument.Parse(kept);
        return document.RootElement.EnumerateObject().ToDictionary(static property => property.Name, static property => property.Value.Clone(), StringComparer.Ordinal);
    }
}
