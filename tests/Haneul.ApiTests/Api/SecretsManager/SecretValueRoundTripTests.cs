using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class SecretValueRoundTripTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Any_json_comes_back_byte_for_byte_by_both_reads()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        Prop.ForAll(JsonTexts().ToArbitrary(), json => ComesBackAsync(id, json).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    private async Task<bool> ComesBackAsync(string id, string json)
    {
        await fixture.CreateVersionAsync(fixture.Token, id, json);
        var value = JsonElement.Parse(json);
        var expected = value.ValueKind == JsonValueKind.String ? value.GetString() : json;
        return await fixture.ReadContractAsync(fixture.Token, id) == json && await fixture.ReadFlatAsync(fixture.Token, id) == expected;
    }

    /// <summary>Texts of any valid JSON: all kinds, escapes, white space between tokens, numbers that no machine type holds.</summary>
    private static Gen<string> JsonTexts()
    {
        var leaf = Gen.OneOf(Gen.Elements("null", "true", "false"), Numbers(), Strings());
        return Gen.Sized(size => Nested(leaf, Math.Min(size / 10, 4)));
    }

    private static Gen<string> Nested(Gen<string> leaf, int depth)
    {
        if (depth == 0)
        {
            return leaf;
        }

        var inner = Nested(leaf, depth - 1);
        var space = Gen.Elements("", " ", "\n", "\r\n\t", "  ");
        var array = from items in Gen.ListOf(inner) from gap in space select $"[{gap}{string.Join($"{gap},", items.Take(5))}{gap}]";
        var members = Gen.ListOf(from name in Strings() from value in inner select (name, value));
        var obj = from all in members
                  from gap in space
                  let distinct = all.Take(5).DistinctBy(member => JsonElement.Parse(member.name).GetString())
                  select $"{{{gap}{string.Join($"{gap},{gap}", distinct.Select(member => $"{member.name}{gap}:{gap}{member.value}"))}}}";
        return Gen.OneOf(leaf, array, obj);
    }

    private static Gen<string> Numbers() =>
        from sign in Gen.Elements("", "-")
        from whole in Gen.Elements("0", "7", "42", "9007199254740993", "123456789012345678901234567890")
        from rest in Gen.Elements("", ".5", ".000", "e9", "E+99", "e-5000", ".1e1")
        select sign + whole + rest;

    private static Gen<string> Strings()
    {
        var plain = from rune in Gen.Choose(0x20, 0x1FFFF) where Rune.IsValid(rune) && rune is not ('"' or '\\') select char.ConvertFromUtf32(rune);
        var escaped = from unit in Gen.Choose(0, 0xFFFF) where !char.IsSurrogate((char)unit) select $"\\u{unit:x4}";
        var pair = from rune in Gen.Choose(0x10000, 0x10FFFF) let text = char.ConvertFromUtf32(rune) select $"\\u{(int)text[0]:X4}\\u{(int)text[1]:X4}";
        var special = Gen.Elements("\\\"", "\\\\", "\\/", "\\n", "\\t", "\\b", "\\\\u", "\\\\ud800");
        return from parts in Gen.ListOf(Gen.OneOf(plain, escaped, pair, special)) select $"\"{string.Concat(parts)}\"";
    }
}
