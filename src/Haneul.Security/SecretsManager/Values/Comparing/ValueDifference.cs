using System.Text.Json;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Comparing;

/// <summary>Tells where two values differ, by the places of fields (JSON pointers, RFC 6901) and never by anything that stands there.</summary>
internal static class ValueDifference
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonBody.MaxDepth };

    /// <summary>Compares two JSON texts.</summary>
    public static SecretVersionDifference Between(int fromVersion, ReadOnlyMemory<byte> from, int toVersion, ReadOnlyMemory<byte> to)
    {
        using var left = JsonDocument.Parse(from, Options);
        using var right = JsonDocument.Parse(to, Options);
        var places = new Places();
        var isEqual = ValueEquality.AreEqual(left.RootElement, right.RootElement);
        if (!isEqual && left.RootElement.ValueKind == JsonValueKind.Object && right.RootElement.ValueKind == JsonValueKind.Object)
        {
            Compare(left.RootElement, right.RootElement, "", places);
        }

        return new SecretVersionDifference(
            fromVersion, toVersion, isEqual, KindOf(left.RootElement), KindOf(right.RootElement), Sorted(places.Added), Sorted(places.Removed), Sorted(places.Changed));
    }

    /// <summary>Fields of objects are compared one by one; of whatever else is in a field only whether it is the same.</summary>
    private static void Compare(JsonElement from, JsonElement to, string path, Places places)
    {
        var (before, after) = (ValueEquality.FieldsOf(from), ValueEquality.FieldsOf(to));
        foreach (var (name, value) in before)
        {
            var place = PlaceOf(path, name);
            if (!after.TryGetValue(name, out var other))
            {
                places.Removed.Add(place);
            }
            else if (value.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
            {
                Compare(value, other, place, places);
            }
            else if (!ValueEquality.AreEqual(value, other))
            {
                places.Changed.Add(place);
            }
        }

        places.Added.AddRange(after.Keys.Where(name => !before.ContainsKey(name)).Select(name => PlaceOf(path, name)));
    }

    private static string PlaceOf(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private static List<string> Sorted(List<string> places)
    {
        places.Sort(StringComparer.Ordinal);
        return places;
    }

    private sealed class Places
    {
        public List<string> Added { get; } = [];

        public List<string> Removed { get; } = [];

        public List<string> Changed { get; } = [];
    }
}
