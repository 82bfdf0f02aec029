using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

/// <summary>
/// What has to be in an answer: of an object the named members, of a list the given items in whatever order, any other value as it is;
/// <c>"*"</c> stands for any text that is not empty.
/// </summary>
public static class JsonExpectation
{
    /// <summary>Everything that is expected and not there.</summary>
    public static IEnumerable<string> Missing(JsonElement expected, JsonElement actual, string pointer = "")
    {
        switch (expected.ValueKind, actual.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                return expected.EnumerateObject().SelectMany(member => actual.TryGetProperty(member.Name, out var found)
                    ? Missing(member.Value, found, $"{pointer}/{member.Name}")
                    : [$"{pointer}/{member.Name}"]);
            case (JsonValueKind.Array, JsonValueKind.Array):
                return expected.EnumerateArray()
                    .Where(item => !actual.EnumerateArray().Any(each => !Missing(item, each).Any()))
                    .Select(item => $"{pointer} with {item}");
            case (JsonValueKind.String, JsonValueKind.String) when expected.GetString() is "*":
                return actual.GetString()!.Length > 0 ? [] : [$"{pointer}: any text"];
            default:
                return JsonElement.DeepEquals(expected, actual) ? [] : [$"{pointer}: {expected.GetRawText()} instead of {actual.GetRawText()}"];
        }
    }
}
