using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haneul.ApiTests.Conformance;

/// <summary>The keywords of JSON Schema that look at one value and at no other schema.</summary>
internal static partial class SchemaKeywords
{
    /// <summary>What is wrong with <paramref name="value"/>, or null. A default <paramref name="value"/> only asks whether the keyword is known.</summary>
    public static string? Check(JsonProperty keyword, JsonElement value)
    {
        var name = keyword.Name;
        var rule = keyword.Value;
        return name switch
        {
            "type" => CheckType(rule, value),
            "format" => CheckFormat(rule.GetString()!, value),
            "enum" => IsAbsent(value) || rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? null : $"is not one of {rule.GetRawText()}",
            "const" => IsAbsent(value) || JsonElement.DeepEquals(rule, value) ? null : $"is not {rule.GetRawText()}",
            "required" => CheckRequired(rule, value),
            "minimum" => CheckBound(value, rule, order => order >= 0, "is less than"),
            "maximum" => CheckBound(value, rule, order => order <= 0, "is more than"),
            "minLength" => CheckCount(StringLength(value), rule, atLeast: true, "characters"),
            "maxLength" => CheckCount(StringLength(value), rule, atLeast: false, "characters"),
            "minItems" => CheckCount(ArrayLength(value), rule, atLeast: true, "items"),
            "maxItems" => CheckCount(ArrayLength(value), rule, atLeast: false, "items"),
            "default" or "description" or "title" or "example" or "examples" or "deprecated" or "readOnly" or "writeOnly" => null,
            _ when name.StartsWith("x-", StringComparison.Ordinal) => null,
            _ => throw new NotSupportedException($"The schema keyword '{name}' is not checked"),
        };
    }

    /// <summary>The names in a <c>type</c> keyword, which is one name or an array of names.</summary>
    public static IEnumerable<string> TypeNames(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool IsAbsent(JsonElement value) => value.ValueKind == JsonValueKind.Undefined;

    private static string? CheckType(JsonElement rule, JsonElement value)
    {
        var fits = false;
        foreach (var type in TypeNames(rule))
        {
            fits |= type switch
            {
                "string" => value.ValueKind == JsonValueKind.String,
                "object" => value.ValueKind == JsonValueKind.Object,
                "array" => value.ValueKind == JsonValueKind.Array,
                "null" => value.ValueKind == JsonValueKind.Null,
                "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "number" => value.ValueKind == JsonValueKind.Number,
                "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                _ => throw new NotSupportedException($"The schema type '{type}' is not checked"),
            };
        }

        return fits || IsAbsent(value) ? null : $"is {value.ValueKind}, not {rule.GetRawText()}";
    }

    private static string? CheckFormat(string format, JsonElement value) => format switch
    {
        "date-time" => value.ValueKind != JsonValueKind.String || IsInstant(value.GetString()!) ? null : "is not an RFC 3339 date-time",
        "int32" => value.ValueKind != JsonValueKind.Number || value.TryGetInt32(out _) ? null : "is not a 32-bit integer",
        "int64" => value.ValueKind != JsonValueKind.Number || value.TryGetInt64(out _) ? null : "is not a 64-bit integer",
        // Every JSON number can be read as these, with the loss that the format accepts.
        "float" or "double" => null,
        _ => throw new NotSupportedException($"The schema format '{format}' is not checked"),
    };

    private static string? CheckRequired(JsonElement rule, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var missing = rule.EnumerateArray().Select(name => name.GetString()!).Where(name => !value.TryGetProperty(name, out _)).ToList();
        return missing.Count == 0 ? null : $"lacks {string.Join(", ", missing)}";
    }

    private static string? CheckBound(JsonElement value, JsonElement bound, Func<int, bool> accepts, string complaint) =>
        value.ValueKind != JsonValueKind.Number || accepts(value.GetDecimal().CompareTo(bound.GetDecimal())) ? null : $"{complaint} {bound.GetRawText()}";

    private static string? CheckCount(int? count, JsonElement bound, bool atLeast, string unit)
    {
        var limit = bound.GetInt32();
        return count is not { } actual || (atLeast ? actual >= limit : actual <= limit)
            ? null
            : $"has {actual} {unit}, not at {(atLeast ? "least" : "most")} {limit}";
    }

    // JSON Schema counts code points, not UTF-16 units.
    private static int? StringLength(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.EnumerateRunes().Count() : null;

    private static int? ArrayLength(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : null;

    private static bool IsInstant(string text) =>
        Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();
}
