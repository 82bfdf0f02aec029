using System.Text.Json;
using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>A value as people read it: keys with their texts where it is made of nothing else, otherwise text.</summary>
/// <param name="Pairs">Keys and texts; null if the value is something else.</param>
/// <param name="Text">The value as text: a text without its quotation marks, anything else as JSON.</param>
public sealed record ShownValue(IReadOnlyList<(string Key, string Value)>? Pairs, string Text)
{
    /// <summary>Shows a value of the API.</summary>
    public static ShownValue Of(JsonElement value) => new(
        value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(static field => field.Value.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateObject().Select(static field => (field.Name, field.Value.GetString()!))]
            : null,
        TextOf(value, ShownJson.Indented));

    /// <summary>A value as programs get it: a text without its quotation marks, anything else as the JSON that was stored.</summary>
    public static string ForClipboard(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string TextOf(JsonElement value, JsonSerializerOptions options) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonText.Write(value, options);
}
