using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Access;

namespace Haneul.UnitTests.Access;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/v3/users", "/v3/users", true)]
    [InlineData("/v3/users", "/v3/users/", true)]
    [InlineData("/v3/users/", "/v3/users", true)]
    [InlineData("/v3/users", "/v3/users/1", false)]
    [InlineData("/v3/users", "/v3/user", false)]
    [InlineData("/v3/users", "/v3/Users", false)]
    [InlineData("/v3/users", "/v3//users", false)]
    [InlineData("/v3/users/*", "/v3/users/1", true)]
    [InlineData("/v3/users/*", "/v3/users/1/", true)]
    [InlineData("/v3/users/*", "/v3/users/", false)]
    [InlineData("/v3/users/*", "/v3/users", false)]
    [InlineData("/v3/users/*", "/v3/users/1/groups", false)]
    [InlineData("/v3/users/*/groups", "/v3/users/1/groups", true)]
    [InlineData("/v3/users/*/groups", "/v3/users/1/2/groups", false)]
    [InlineData("/v3/users/{user_id}", "/v3/users/1", true)]
    [InlineData("/v3/users/{user_id}", "/v3/users/1/2", false)]
    [InlineData("/v3/users/{}", "/v3/users/1", true)]
    [InlineData("/v3/users/{open", "/v3/users/{open", true)]
    [InlineData("/v3/users/{open", "/v3/users/1", false)]
    [InlineData("/v3/users/ab*", "/v3/users/abc", true)]
    [InlineData("/v3/users/ab*", "/v3/users/ab", false)]
    [InlineData("/v3/users/*c", "/v3/users/abc", true)]
    [InlineData("/v3/**", "/v3/users/1/groups", true)]
    [InlineData("/v3/**", "/v3/", false)]
    [InlineData("/v3**", "/v3", true)]
    [InlineData("/v3**", "/v3.9/users", true)]
    [InlineData("/**", "/", true)]
    [InlineData("/**", "/v3", true)]
    [InlineData("/**/groups", "/v3/users/1/groups", true)]
    [InlineData("/**/groups", "/v3/users/1/groups/2", false)]
    [InlineData("/***", "/a/b", true)]
    [InlineData("/", "/", true)]
    [InlineData("/", "/v3", false)]
    [InlineData("/v3/u.ers", "/v3/users", false)]
    [InlineData("/v3/(users)?", "/v3/", false)]
    public void A_path_fits_a_rule_or_not(string rule, string path, bool expected) =>
        Assert.Equal(expected, new PathPattern(rule).Matches(path, root: ""));

    [Theory]
    [InlineData("/identity/v3/users/*", "/v3/users/1", true)]
    [InlineData("/v3/users/*", "/v3/users/1", true)]
    [InlineData("/identity", "/", false)]
    [InlineData("/identityv3/users", "/v3/users", false)]
    [InlineData("/*/v3/users", "/v3/users", false)]
    [InlineData("/*/*/users", "/v3/users", false)]
    [InlineData("/**", "/v3/users", true)]
    public void A_rule_may_name_the_root_of_the_service_or_leave_it_out(string rule, string path, bool expected) =>
        Assert.Equal(expected, new PathPattern(rule).Matches(path, root: "/identity"));

    [Fact]
    public void A_path_that_is_longer_than_any_of_the_API_fits_no_wildcard() =>
        Assert.False(new PathPattern("/**").Matches("/" + new string('a', PathPattern.LongestPath), root: ""));

    [Fact]
    public void A_path_fits_exactly_if_the_regular_expression_of_its_rule_says_so()
    {
        var rules = from parts in Gen.ListOf(Gen.Elements("/", "a", "b", "*", "**", "{t}", "/a", "/*")) select "/" + string.Concat(parts.Take(8));
        var paths = from parts in Gen.ListOf(Gen.Elements("/", "a", "b", "/a", "ab")) select "/" + string.Concat(parts.Take(8));
        Prop.ForAll(Arb.From(from rule in rules from path in paths select (rule, path)), each =>
            new PathPattern(each.rule).Matches(each.path, root: "") == ToExpression(Trim(each.rule)).IsMatch(Trim(each.path)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static string Trim(string path) => path.Length > 1 && path[^1] == '/' ? path[..^1] : path;

    private static Regex ToExpression(string rule)
    {
        var expression = new StringBuilder(@"\A");
        foreach (Match part in Regex.Matches(rule, @"\*\*|\*|\{[^}]*\}|[^*{]+|\{", RegexOptions.None, TimeSpan.FromSeconds(5)))
        {
            expression.Append(part.Value switch { "**" => ".*", "*" => "[^/]+", ['{', .., '}'] => "[^/]+", _ => Regex.Escape(part.Value) });
        }

        return new Regex(expression.Append(@"\z").ToString(), RegexOptions.Singleline, TimeSpan.FromSeconds(5));
    }
}
