using System.Text;
using YamlDotNet.Core;

namespace Haneul.Security.SecretsManager.Transfer.Reading;

/// <summary>Reads a YAML mapping of names and values. The parser works on strings, which can't be wiped (docs/adr/0021).</summary>
internal static class YamlFileReader
{
    /// <summary>Reads each member of the mapping as a secret; with <paramref name="wholeName"/> the whole document as the value of one.</summary>
    public static void Read(ReadOnlySpan<byte> text, ImportContent content, string? wholeName)
    {
        var root = Parse(text, content);
        if (root is null)
        {
            return;
        }

        if (wholeName is not null)
        {
            Add(content, "the whole", wholeName, root);
        }
        else if (root is YamlMapping mapping)
        {
            foreach (var member in mapping.Members)
            {
                Add(content, $"line {member.Line}", member.Name, member.Value);
            }
        }
        else
        {
            content.AddProblem("it is not a mapping of names");
        }
    }

    private static void Add(ImportContent content, string where, string name, YamlNode value)
    {
        if (content.IsHopeless)
        {
            return;
        }

        var start = content.Values.Length;
        if (value.TryWrite(content.Values, start + SecretLimits.ValueBytes))
        {
            content.Add(where, name, start);
        }
        else
        {
            content.AddProblem($"{where} has a value that must have at most {SecretLimits.ValueBytes} bytes as JSON in UTF-8");
        }
    }

    private static YamlNode? Parse(ReadOnlySpan<byte> text, ImportContent content)
    {
        try
        {
            using var reader = new StringReader(Encoding.UTF8.GetString(text));
            var tree = new YamlTree(new Parser(reader));
            var root = tree.Read();
            if (tree.Problem is { } problem)
            {
                content.AddProblem(problem);
            }

            return root;
        }
        catch (YamlException exception)
        {
            // The parser's own words may quote the text.
            content.AddProblem($"it is not valid YAML (line {exception.Start.Line}, column {exception.Start.Column})");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // What the parser throws for escapes of characters that do not exist.
            content.AddProblem("it is not valid YAML");
        }

        return null;
    }
}
