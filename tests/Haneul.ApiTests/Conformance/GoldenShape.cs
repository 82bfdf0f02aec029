using System.Text.Json;
using System.Text.RegularExpressions;

namespace Haneul.ApiTests.Conformance;

/// <summary>Compares the shape of two JSON values: field sets, types, and the kind of each text.</summary>
internal static partial class GoldenShape
{
    /// <summary>Members whose value is part of the protocol and therefore the same in every run.</summary>
    private static readonly string[] ExactMembers = ["title", "rel", "base", "status", "restricted", "is_domain"];

    /// <summary>Members that may be null or not, by what the caller asked for.</summary>
    private static readonly string[] NullableMembers =
        ["description", "domain_id", "parent_id", "default_project_id", "expires_at", "password_expires_at", "unrestricted", "next", "previous"];

    /// <summary>Members that an answer may have or not: a request, not the protocol, put them there.</summary>
    private static readonly string[] OptionalMembers = ["email", "description", "default_project_id", "access_rules"];

    /// <summary>Members whose inside is free (a map of what the caller stored).</summary>
    private static readonly string[] FreeMembers = ["extra", "options"];

    private enum TextKind
    {
        Free,
        Id,
        Instant,
        LocalInstant,
        Url,
    }

    public static void Compare(JsonElement recorded, JsonElement ours, string pointer, List<string> differences)
    {
        if (TypeOf(recorded) != TypeOf(ours))
        {
            differences.Add($"{pointer}: {ours.ValueKind} instead of {recorded.ValueKind}");
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                CompareMembers(recorded, ours, pointer, differences);
                break;
            case JsonValueKind.Array:
                CompareItems(recorded, ours, pointer, differences);
                break;
            case JsonValueKind.String:
                CompareTexts(recorded.GetString()!, ours.GetString()!, pointer, differences);
                break;
            default:
                break;
        }
    }

    private static void CompareMembers(JsonElement recorded, JsonElement ours, string pointer, List<string> differences)
    {
        var names = recorded.EnumerateObject().Select(member => member.Name)
            .Union(ours.EnumerateObject().Select(member => member.Name), StringComparer.Ordinal);
        foreach (var name in names)
        {
            var wasRecorded = recorded.TryGetProperty(name, out var expected);
            var isOurs = ours.TryGetProperty(name, out var actual);
            if (!(wasRecorded && isOurs))
            {
                if (!OptionalMembers.Contains(name, StringComparer.Ordinal))
                {
                    differences.Add($"{pointer}/{name}: {(isOurs ? "was not recorded" : "is missing")}");
                }
            }
            else if (FreeMembers.Contains(name, StringComparer.Ordinal))
            {
                if (actual.ValueKind != JsonValueKind.Object)
                {
                    differences.Add($"{pointer}/{name}: {actual.ValueKind} instead of Object");
                }
            }
            else if (expected.ValueKind != JsonValueKind.Null && actual.ValueKind != JsonValueKind.Null && IsExact(name, expected))
            {
                if (!JsonElement.DeepEquals(expected, actual))
                {
                    differences.Add($"{pointer}/{name}: {actual.GetRawText()} instead of {expected.GetRawText()}");
                }
            }
            else if (!(IsNull(expected) || IsNull(actual)) || !NullableMembers.Contains(name, StringComparer.Ordinal))
            {
                Compare(expected, actual, $"{pointer}/{name}", differences);
            }
        }
    }

    private static bool IsExact(string name, JsonElement recorded) =>
        ExactMembers.Contains(name, StringComparer.Ordinal) && recorded.ToString() is not "<any>";

    /// <summary>Each of our items has to be like some recorded item; where none was recorded, nothing is known about them.</summary>
    private static void CompareItems(JsonElement recorded, JsonElement ours, string pointer, List<string> differences)
    {
        if (recorded.GetArrayLength() == 0)
        {
            return;
        }

        foreach (var (index, item) in ours.EnumerateArray().Index())
        {
            var nearest = recorded.EnumerateArray()
                .Select(each =>
                {
                    var found = new List<string>();
                    Compare(each, item, $"{pointer}/{index}", found);
                    return found;
                })
                .MinBy(found => found.Count)!;
            differences.AddRange(nearest);
        }
    }

    private static void CompareTexts(string recorded, string ours, string pointer, List<string> differences)
    {
        var kind = KindOf(recorded);
        if (kind != TextKind.Free && KindOf(ours) != kind)
        {
            differences.Add($"{pointer}: '{ours}' is not of the kind {kind}, as '{recorded}' is");
        }
        else if (recorded is "<text>" && ours.Length == 0)
        {
            differences.Add($"{pointer}: is empty");
        }
    }

    /// <summary>Whether two texts are both ids, both times of one format, both links, or both anything else.</summary>
    public static bool AreOfOneKind(string recorded, string ours) => KindOf(recorded) == KindOf(ours);

    private static TextKind KindOf(string text) => text switch
    {
        "default" => TextKind.Id,
        _ when HexId().IsMatch(text) => TextKind.Id,
        _ when Instant().IsMatch(text) => TextKind.Instant,
        _ when LocalInstant().IsMatch(text) => TextKind.LocalInstant,
        _ when text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal) => TextKind.Url,
        _ => TextKind.Free,
    };

    private static bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null;

    private static JsonValueKind TypeOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex HexId();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}$", RegexOptions.None, 1000)]
    private static partial Regex LocalInstant();
}
