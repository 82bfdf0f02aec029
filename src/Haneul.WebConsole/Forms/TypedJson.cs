using System.Text.Json;
using System.Text.Json.Nodes;
using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.Forms;

/// <summary>Reads JSON that a person typed.</summary>
internal static class TypedJson
{
    // A call puts it into objects of its own, and what is read and written is 64 deep at most.
    private const int MaxDepth = 56;

    /// <summary>What was typed as JSON, which is null for JSON's null.</summary>
    /// <exception cref="JsonException">It is none, is too deep, or can't be written again: halves of characters have an escape in JSON, and no bytes.</exception>
    public static JsonNode? Parse(string text)
    {
        var node = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });
        try
        {
            _ = node?.ToJsonString(ShownJson.Options);
            return node;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            throw new JsonException(message: null, exception);
        }
    }
}
