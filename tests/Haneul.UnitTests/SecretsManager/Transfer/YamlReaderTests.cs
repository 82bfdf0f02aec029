namespace Haneul.UnitTests.SecretsManager.Transfer;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: text", "\"text\"")]
    [InlineData("a: 12", "12")]
    [InlineData("a: -1.50e3", "-1.50e3")]
    [InlineData("a: true", "true")]
    [InlineData("a: null", "null")]
    [InlineData("a:", "null")]
    [InlineData("a: ~", "null")]
    [InlineData("a: 0123", "\"0123\"")]
    [InlineData("a: 0x1F", "\"0x1F\"")]
    [InlineData("a: yes", "\"yes\"")]
    [InlineData("a: True", "\"True\"")]
    [InlineData("a: 1_000", "\"1_000\"")]
    [InlineData("a: 2026-01-31", "\"2026-01-31\"")]
    [InlineData("a: '12'", "\"12\"")]
    [InlineData("a: !!str 12", "\"12\"")]
    [InlineData("a: |\n  two\n  lines\n", "\"two\\nlines\\n\"")]
    [InlineData("a: {b: [1, x], c: {}}", "{\"b\":[1,\"x\"],\"c\":{}}")]
    [InlineData("a: &x [1]\n", "[1]")]
    [InlineData("a: \"\\ud83d\\ude00\"", "\"😀\"")]
    public void A_value_becomes_the_json_that_it_looks_like(string text, string json)
    {
        var (entries, problems) = ImportText.Read("yaml", text);

        Assert.Empty(problems);
        Assert.Equal(("a", json), Assert.Single(entries));
    }

    [Fact]
    public void An_alias_is_what_its_anchor_is() =>
        Assert.Equal([("a", "{\"u\":\"x\"}"), ("b", "[{\"u\":\"x\"},{\"u\":\"x\"}]")], ImportText.Read("yaml", "a: &it {u: x}\nb: [*it, *it]").Entries);

    [Theory]
    [InlineData("a: !secret x", "line 1 has a tag; only !!str is understood")]
    [InlineData("a: !!binary aGk=", "line 1 has a tag; only !!str is understood")]
    [InlineData("a: !<tag:yaml.org,2002:map> {}", "line 1 has a tag; only !!str is understood")]
    [InlineData("\na: &x [*x]", "line 2 has an alias of something that is not before it")]
    [InlineData("a: *x", "line 1 has an alias of something that is not before it")]
    [InlineData("a: &x {b: 1}\nc:\n  <<: *x", "line 3 merges a mapping into another, which is not understood")]
    [InlineData("? [1]\n: 2", "line 1 has a key that is no text")]
    [InlineData("a: \"\\ud83d\"", null)]
    [InlineData("a: \"\\udc00\"", null)]
    [InlineData("a: \"\\ud83dx\"", null)]
    [InlineData("\"\\udc00\": 1", null)]
    [InlineData("a: 1\n---\nb: 2", "line 2 has more than one document")]
    [InlineData("a: {b: 1, b: 2}", "line 1 has a value that must not have an object with a repeated field")]
    [InlineData("- a", "it is not a mapping of names")]
    [InlineData("a: [", null)]
    public void What_is_not_understood_is_refused_and_not_guessed(string text, string? problem)
    {
        var (entries, problems) = ImportText.Read("yaml", text);

        Assert.Empty(entries);
        var found = Assert.Single(problems);
        Assert.True(problem is null ? found.StartsWith("it is not valid YAML (line ", StringComparison.Ordinal) : found == problem, found);
    }

    [Fact]
    public void A_name_that_is_repeated_is_told_by_its_line() => Assert.Equal(["line 2 repeats a name"], ImportText.Read("yaml", "a: 1\na: 2").Problems);

    [Fact]
    public void A_billion_laughs_are_refused_before_they_are_written()
    {
        // Written out, the last line has 10^30 texts: a reader that tries never comes back.
        var lines = Enumerable.Range(1, 30).Select(level => $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]");

        var (_, problems) = ImportText.Read("yaml", $"l0: &l0 lol\n{string.Join('\n', lines)}");

        Assert.Contains(problems, problem => problem.EndsWith("must have at most 65536 bytes as JSON in UTF-8", StringComparison.Ordinal));
    }

    [Fact]
    public void Depth_is_bounded_by_nesting_and_by_aliases()
    {
        var nested = ImportText.Read("yaml", $"a: {new string('[', 100)}{new string(']', 100)}").Problems;
        var chained = ImportText.Read("yaml", "l0: &l0 [x]\n" + string.Join('\n', Enumerable.Range(1, 100).Select(level => $"l{level}: &l{level} [*l{level - 1}]"))).Problems;

        Assert.Equal(["line 1 nests deeper than 62 levels"], nested);
        Assert.EndsWith("nests deeper than 62 levels by its aliases", Assert.Single(chained), StringComparison.Ordinal);
    }
}
