using System.Runtime.InteropServices;
using System.Text.Json;

namespace Haneul.Security.SecretsManager.Values.Comparing;

/// <summary>
/// Whether two JSON values say the same. The platform's own comparison throws at numbers with long exponents, which JSON allows and values may have, and takes
/// a time that grows with the square of the fields when names are escaped.
/// </summary>
internal static class ValueEquality
{
    // Far beyond every number that somebody computes with, and within what the platform compares.
    private const int LongestExponent = 9;

    /// <summary>Objects are the same whatever the order of their fields, strings whatever their escapes, and numbers whatever their spelling.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Object => AreEqual(FieldsOf(left), FieldsOf(right)),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(static pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.Number when HasLongExponent(left) || HasLongExponent(right) =>
                TextOf(left).SequenceEqual(TextOf(right)),
            _ => JsonElement.DeepEquals(left, right),
        };
    }

    /// <summary>The fields of an object by their names. Stored values have no name twice.</summary>
    public static Dictionary<string, JsonElement> FieldsOf(JsonElement value)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            fields[field.Name] = field.Value;
        }

        return fields;
    }

    private static bool AreEqual(Dictionary<string, JsonElement> left, Dictionary<string, JsonElement> right) =>
        left.Count == right.Count && left.All(field => right.TryGetValue(field.Key, out var other) && AreEqual(field.Value, other));

    private static bool HasLongExponent(JsonElement number)
    {
        var text = TextOf(number);
        var at = text.IndexOfAny((byte)'e', (byte)'E');
        return at >= 0 && text[(at + 1)..].TrimStart("+-"u8).TrimStart((byte)'0').Length > LongestExponent;
    }

    private static ReadOnlySpan<byte> TextOf(JsonElement value) => JsonMarshal.GetRawUtf8Value(value);
}
