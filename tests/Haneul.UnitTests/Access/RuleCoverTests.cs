using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Access;

namespace Haneul.UnitTests.Access;

/// <summary>How much of an operation access rules let through: never nothing where they let a call through, never all where they refuse one.</summary>
public sealed class RuleCoverTests
{
    private const string Service = "secrets-manager";

    [Theory]
    [InlineData("/api/v1/secrets", "/api/v1/secrets", RuleCover.All)]
    [InlineData("/api/v1/secrets/", "/api/v1/secrets", RuleCover.All)]
    [InlineData("/api/v1/secrets/*", "/api/v1/secrets/{secretId}", RuleCover.All)]
    [InlineData("/api/v1/secrets/{id}", "/api/v1/secrets/{secretId}", RuleCover.All)]
    [InlineData("/api/v1/{a/b}/{c}", "/api/v1/secrets/{secretId}", RuleCover.All)]
    [InlineData("/api/**", "/api/v1/secrets/{secretId}/versions/{version}", RuleCover.All)]
    [InlineData("/api/v1/secrets/abc", "/api/v1/secrets/{secretId}", RuleCover.Some)]
    [InlineData("/api/v1/secrets/a*", "/api/v1/secrets/{secretId}", RuleCover.Some)]
    [InlineData("/api/v1/secrets/abc/**", "/api/v1/secrets/{secretId}/versions/{version}", RuleCover.Some)]
    [InlineData("/api/v1/secrets/abc", "/api/v1/secrets", RuleCover.None)]
    [InlineData("/api/v1/secrets", "/api/v1/secrets/{secretId}", RuleCover.None)]
    [InlineData("/api/v1/keys/*", "/api/v1/secrets/{secretId}", RuleCover.None)]
    [InlineData("/api/v1/secrets/abc/versions", "/api/v1/secrets/{secretId}/value", RuleCover.None)]
    public void A_rule_covers_all_some_or_none_of_an_operation(string rule, string template, RuleCover expected)
    {
        var rules = new AccessRules([new AccessRule("1", Service, "GET", rule)]);

        Assert.Equal(expected, rules.CoverOf(Service, "GET", template, root: ""));
        Assert.Equal(RuleCover.None, rules.CoverOf(Service, "POST", template, root: ""));
        Assert.Equal(RuleCover.None, rules.CoverOf("kms", "GET", template, root: ""));
    }

    [Theory]
    [InlineData("/v3/users/abc")]
    [InlineData("/identity/v3/users/abc")]
    public void A_rule_may_name_the_root_of_the_service(string rule) => Assert.Equal(
        RuleCover.Some, new AccessRules([new AccessRule("1", "identity", "GET", rule)]).CoverOf("identity", "GET", "/v3/users/{user_id}", "/identity"));

    [Fact]
    public void The_cover_agrees_with_every_call_that_the_operation_could_be()
    {
        var part = Gen.Elements("a", "b", "*", "**", "{t}", "a*", "{u/v}");
        var rule = part.NonEmptyListOf().Select(static parts => "/" + string.Join('/', parts.Take(4)));
        var template = Gen.Elements("a", "b", "{x}").NonEmptyListOf().Select(static parts => "/" + string.Join('/', parts.Take(4)));
        var ids = Gen.Elements("a", "b", "ab", "zz").ListOf(4);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20_000), Prop.ForAll(
            (from r in rule from t in template from i in ids select (Rule: r, Template: t, Ids: i)).ToArbitrary(),
            static each =>
            {
                var rules = new AccessRules([new AccessRule("1", Service, "GET", each.Rule)]);
                var next = 0;
                var path = string.Join('/', each.Template.Split('/').Select(part => part == "{x}" ? each.Ids[next++] : part));
                var cover = rules.CoverOf(Service, "GET", each.Template, root: "");
                return rules.Allow(Service, "GET", path, root: "") ? cover != RuleCover.None : cover != RuleCover.All;
            }));
    }
}
