using System.Text;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Security.SecretsManager.Transfer;
using Haneul.Security.SecretsManager.Transfer.Exporting;
using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.UnitTests.SecretsManager.Transfer;

/// <summary>Reads texts as an import does, and writes them as an export does.</summary>
internal static class ImportText
{
    public static readonly string[] Formats = [TransferFormats.Dotenv, TransferFormats.Json, TransferFormats.Yaml, TransferFormats.VaultKv2];

    /// <summary>What is read: names with JSON values, or problems.</summary>
    public static (IReadOnlyList<(string Name, string Value)> Entries, IReadOnlyList<string> Problems) Read(string format, string text, string? name = null)
    {
        using var content = new ImportContent("");
        ReadInto(content, format, text, name);
        return ([.. content.Entries.Select(entry => (entry.Name, ValueOf(content, entry.Versions[^1])))], content.Problems);
    }

    public static void ReadInto(ImportContent content, string format, string text, string? name)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        switch (format)
        {
            case TransferFormats.Dotenv:
                DotenvReader.Read(bytes, content);
                break;
            case TransferFormats.Json:
                JsonFileReader.Read(bytes, content);
                break;
            case TransferFormats.Yaml:
                YamlFileReader.Read(bytes, content, name);
                break;
            default:
                VaultReader.Read(bytes, content, name);
                break;
        }
    }

    public static string ValueOf(ImportContent content, ImportVersion version)
    {
        using SecretBuffer value = content.ValueOf(version);
        return Encoding.UTF8.GetString(value.Span);
    }

    /// <summary>The one entry, which must be without problems: its value as text if it is a string, else as JSON.</summary>
    public static string ReadOne(string format, string text)
    {
        var (entries, problems) = Read(format, text);
        Assert.Empty(problems);
        var value = JsonElement.Parse(Assert.Single(entries).Value);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }

    /// <summary>A file of entries.</summary>
    public static string Write(string format, IEnumerable<(string Name, string Value)> entries)
    {
        using var writer = new SecretWriter();
        var file = ClearFormat.Of(format);
        foreach (var (name, value) in entries)
        {
            Assert.Null(file.Add(writer, name, Encoding.UTF8.GetBytes(value)));
        }

        file.End(writer);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
