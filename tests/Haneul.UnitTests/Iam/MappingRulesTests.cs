using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Security.Iam.Federation.Mappings;

namespace Haneul.UnitTests.Iam;

public sealed class MappingRulesTests
{
    private static readonly string[] Locals =
    [
        """{"user":{"id":"a","name":"{0}","email":"{1}","domain":{"id":"d"},"type":"local"}}""", """{"group":{"id":"g"}}""", """{"group":{"name":"g","domain":{"name":"d"}}}""",
        """{"groups":"{0}","domain":{"name":"d"}}""", """{"group_ids":"{0}"}""", """{"projects":[{"name":"p","roles":[{"name":"r"}]}]}""", "{}",
    ];

    private static readonly string[] Remotes =
    [
        """{"type":"t"}""", """{"type":"t","any_one_of":["a"],"regex":true}""", """{"type":"t","not_any_of":[]}""", """{"type":"t","whitelist":["a","b"]}""", """{"type":"t","blacklist":["a"]}""",
    ];

    private static readonly Gen<string> Rules =
        from locals in ListOf(Locals, 0)
        from remotes in ListOf(Remotes, 1)
        from more in Gen.Choose(0, 2)
        select $"[{string.Join(',', Enumerable.Repeat($$"""{"local":{{locals}},"remote":{{remotes}}}""", more + 1))}]";

    [Theory]
    [InlineData("{}", "mapping.rules")]
    [InlineData("[]", "mapping.rules")]
    [InlineData("[5]", "mapping.rules[0]")]
    [InlineData("""[{"local":{},"remote":[{"type":"t"}]}]""", "mapping.rules[0].local")]
    [InlineData("""[{"local":[],"remote":[{"type":"t"}],"more":1}]""", "mapping.rules[0]")]
    [InlineData("""[{"local":[{"user":{"type":"other"}}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].user.type")]
    [InlineData("""[{"local":[{"user":{"name":5}}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].user.name")]
    [InlineData("""[{"local":[{"user":{"password":"x"}}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].user")]
    [InlineData("""[{"local":[{"group":{"name":"g"}}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].group.domain")]
    [InlineData("""[{"local":[{"group":{"id":"g","name":"g"}}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].group")]
    [InlineData("""[{"local":[{"groups":["g"]}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].groups")]
    [InlineData("""[{"local":[{"projects":[{"name":"p"}]}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].projects[0].roles")]
    [InlineData("""[{"local":[{"projects":[{"name":"p","roles":[{"name":"r"}],"domain":{"id":"d"}}]}],"remote":[{"type":"t"}]}]""", "mapping.rules[0].local[0].projects[0]")]
    [InlineData("""[{"local":[],"remote":[{}]}]""", "mapping.rules[0].remote[0].type")]
    [InlineData("""[{"local":[],"remote":[{"type":"t","any_one_of":["a"],"blacklist":["b"]}]}]""", "mapping.rules[0].remote[0]")]
    [InlineData("""[{"local":[],"remote":[{"type":"t","any_one_of":"a"}]}]""", "mapping.rules[0].remote[0].any_one_of")]
    [InlineData("""[{"local":[],"remote":[{"type":"t","whitelist":[5]}]}]""", "mapping.rules[0].remote[0].whitelist[0]")]
    [InlineData("""[{"local":[],"remote":[{"type":"t","regex":true}]}]""", "mapping.rules[0].remote[0].regex")]
    [InlineData("""[{"local":[],"remote":[{"type":"t","any_one_of":["a"],"regex":"yes"}]}]""", "mapping.rules[0].remote[0].regex")]
    public void What_is_wrong_is_named_by_its_path(string rules, string path) =>
        Assert.Equal(path, Assert.Single(MappingRules.Check(JsonElement.Parse(rules), "1.0")).Path);

    [Fact]
    public void The_second_version_knows_the_domain_of_a_project() => Assert.Empty(MappingRules.Check(
        JsonElement.Parse("""[{"local":[{"projects":[{"name":"p","roles":[{"name":"r"}],"domain":{"id":"d"}}]}],"remote":[{"type":"t"}]}]"""), "2.0"));

    [Fact]
    public void Rules_made_of_right_parts_are_right() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Rules.ToArbitrary(), rules =>
            MappingRules.Check(JsonElement.Parse(rules), "1.0").Count == 0 && MappingRules.Check(JsonElement.Parse(rules), "2.0").Count == 0));

    [Fact]
    public void No_damage_to_right_rules_makes_the_check_fail_and_few_problems_are_told() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Damaged().ToArbitrary(), rules =>
        {
            try
            {
                return MappingRules.Check(JsonElement.Parse(rules), "1.0").Count <= 10;
            }
            catch (JsonException)
            {
                return true; // No JSON any more: the body is refused before the rules are looked at.
            }
        }));

    [Fact]
    public void A_thousand_wrong_rules_give_ten_problems() =>
        Assert.Equal(10, MappingRules.Check(JsonElement.Parse("[" + string.Join(',', Enumerable.Repeat("""{"local":5,"remote":6}""", 1_000)) + "]"), "1.0").Count);

    private static Gen<string> Damaged() =>
        from rules in Rules
        from at in Gen.Choose(0, rules.Length - 1)
        from length in Gen.Choose(0, 12)
        from put in Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "null", "5", "\"type\":1,", "{\"x\":[]}")
        select rules[..at] + put + rules[Math.Min(rules.Length, at + length)..];

    private static Gen<string> ListOf(string[] items, int least) =>
        from count in Gen.Choose(least, 3)
        from picked in Gen.Elements(items).ListOf(count)
        select $"[{string.Join(',', picked)}]";
}
