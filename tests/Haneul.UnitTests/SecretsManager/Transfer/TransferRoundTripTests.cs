using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.SecretsManager.Transfer.Reading;

namespace Haneul.UnitTests.SecretsManager.Transfer;

public sealed class TransferRoundTripTests
{
    [Fact]
    public void Json_gives_back_every_value_byte_for_byte() => Prop
        .ForAll(Files(AnyText()).ToArbitrary(), file => ComesBack("json", file, static (left, right) => left == right))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Yaml_gives_back_every_value_with_its_type() => Prop
        .ForAll(Files(AnyText()).ToArbitrary(), file => ComesBack("yaml", file, static (left, right) => JsonElement.DeepEquals(JsonElement.Parse(left), JsonElement.Parse(right))))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Dotenv_gives_back_every_text() => Prop
        .ForAll(Variables().ToArbitrary(), file => ComesBack("dotenv", file, static (left, right) => JsonElement.Parse(left).GetString() == JsonElement.Parse(right).GetString()))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void No_text_makes_a_reader_throw_and_no_problem_quotes_a_value()
    {
        var pieces = Gen.Elements(
            "A", "=", "\n", "\r\n", " ", "\t", "'", "\"", "\\", "\\n", "#", "export ", "{", "}", "[", "]", ":", ": ", "- ", ",", "*a", "&a ", "!t ", "!!str ", "? ", "|\n", ">-\n ",
            "---\n", "...\n", "%YAML 1.2\n", "\"data\":", "{\"data\":{\"data\":{\"k\":\"c4n4ry\"},\"metadata\":{\"version\":1}}}", "\"path\":", "1", "-1e9", "null", "true", "\\ud800", "\\U00110000", "\\xZZ",
            "\0", "\u0085", "\u2028", "\uFEFF", "한", "😀", "<<: *a", "c4n4ry");
        var texts = from parts in Gen.ListOf(pieces) select string.Concat(parts);

        Prop.ForAll(texts.ToArbitrary(), Gen.Elements(ImportText.Formats).ToArbitrary(), (text, format) =>
        {
            var (_, problems) = ImportText.Read(format, text);
            return problems.All(problem => !problem.Contains("c4n4ry", StringComparison.Ordinal) || problem.StartsWith('\''));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void Changed_files_make_no_reader_throw()
    {
        var file = ImportText.Write("yaml", [("name", "{\"a\":[1,null,\"\\u0007 text\"]}"), ("other", "\"it's\"")]);
        var changes = from position in Gen.Choose(0, file.Length - 1) from character in Gen.Choose(0, 0x2FF) select (position, (char)character);

        Prop.ForAll(changes.ToArbitrary(), Gen.Elements(ImportText.Formats).ToArbitrary(), (change, format) =>
        {
            using var content = new ImportContent("");
            ImportText.ReadInto(content, format, file[..change.position] + change.Item2 + file[(change.position + 1)..], name: null);
            return content.Problems.Count <= 20;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static bool ComesBack(string format, List<(string Name, string Value)> file, Func<string, string, bool> areEqual)
    {
        var (entries, problems) = ImportText.Read(format, ImportText.Write(format, file));
        return problems.Count == 0 && entries.Count == file.Count
            && entries.Zip(file).All(pair => pair.First.Name == pair.Second.Name && areEqual(pair.First.Value, pair.Second.Value));
    }

    private static Gen<List<(string Name, string Value)>> Files(Gen<string> text)
    {
        var names = from name in text where name.Length is > 0 and < 200 && !name.Any(char.IsControl) select name;
        return from entries in Gen.NonEmptyListOf(from name in names from value in Values(text, 3) select (name, value)) select entries.DistinctBy(static entry => entry.name).ToList();
    }

    private static Gen<List<(string Name, string Value)>> Variables()
    {
        var first = Gen.Elements("A", "b", "_");
        var names = from start in first from rest in Gen.ListOf(Gen.Elements("A", "z", "_", "7", ".", "-")) select start + string.Concat(rest);
        var values = from text in AnyText() where !text.Contains('\0', StringComparison.Ordinal) select JsonSerializer.Serialize(text);
        return from entries in Gen.NonEmptyListOf(from name in names from value in values select (name, value)) select entries.DistinctBy(static entry => entry.name).ToList();
    }

    private static Gen<string> Values(Gen<string> text, int depth)
    {
        var leaf = Gen.OneOf(Gen.Elements("null", "true", "false", "0", "-12.5e-7", "123456789012345678901234567890"), from value in text select JsonSerializer.Serialize(value));
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Values(text, depth - 1);
        var array = from items in Gen.ListOf(inner) select $"[{string.Join(", ", items.Take(4))}]";
        var members = Gen.ListOf(from name in text from value in inner select (name, value));
        var obj = from all in members
                  select $"{{{string.Join(",", all.Take(4).DistinctBy(static member => member.name).Select(static member => $"{JsonSerializer.Serialize(member.name)}: {member.value}"))}}}";
        return Gen.OneOf(leaf, array, obj);
    }

    /// <summary>Any text, with the characters that formats trip over more often than others.</summary>
    private static Gen<string> AnyText()
    {
        var special = Gen.Elements(
            "'", "\"", "\\", "\n", "\r", "\t", " ", "#", "$", "`", ":", "- ", "{", "}", "[", ",", "&", "*", "!", "%", "@", "|", ">", "~", "?", "\u0000", "\u0007", "\u007f", "\u0085", "\u00a0", "\u2028", "\uFEFF", "\uFFFE", "\uE000", "x");
        var any = from rune in Gen.Choose(0, 0x10FFFF) where Rune.IsValid(rune) select char.ConvertFromUtf32(rune);
        var longText = from length in Gen.Choose(400, 1200) select new string('k', length);
        return Gen.Frequency(
            (30, from parts in Gen.ListOf(Gen.OneOf(special, any)) select string.Concat(parts)),
            (1, longText));
    }
}
