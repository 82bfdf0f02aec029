using System.Runtime.InteropServices;
using System.Text.Json;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>Reads a JSON object of names and values. Values are kept as the very bytes that the file has.</summary>
internal static class JsonFileReader
{
    /// <summary>Reads each member of the object as a secret.</summary>
    public static void Read(ReadOnlyMemory<byte> text, ImportContent content)
    {
        using var document = Parse(text, content);
        if (document is null)
        {
            return;
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            content.AddProblem("it is not a JSON object");
            return;
        }

        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (content.IsHopeless)
            {
                return;
            }

            if (!JsonText.TryGetName(member, out var name))
            {
                content.AddProblem("a name is not valid Unicode text");
                continue;
            }

            var start = content.Values.Length;
            content.Values.Write(JsonMarshal.GetRawUtf8Value(member.Value));
            content.Add(ImportContent.Show(name), name, start);
        }
    }

    /// <summary>Reads the whole text as the value of one secret.</summary>
    public static void ReadWhole(ReadOnlyMemory<byte> text, ImportContent content, string name)
    {
        using var document = Parse(text, content);
        if (document is not null)
        {
            var start = content.Values.Length;
            content.Values.Write(JsonMarshal.GetRawUtf8Value(document.RootElement));
            content.Add("the whole", name, start);
        }
    }

    /// <summary>Parses, or says where it is wrong; the parser's own words may quote the text.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> text, ImportContent content)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = TransferLimits.Depth });
        }
        catch (JsonException exception)
        {
            content.AddProblem(
                $"it is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}), or nested deeper than {TransferLimits.Depth} levels");
            return null;
        }
    }
}
