using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Users;
using Haneul.Wire.Iam;

namespace Haneul.UnitTests.Iam;

public sealed class UserOptionsChangeTests
{
    private static readonly string[] Flags =
    [
        "ignore_change_password_upon_first_use", "ignore_password_expiry", "ignore_lockout_failure_attempts", "lock_password", "ignore_user_inactivity", "multi_factor_auth_enabled",
    ];

    private static readonly string[] Rules = ["null", "[]", """[["password"]]""", """[["password","totp"],["application_credential"]]"""];

    private static readonly string[] WrongRules =
        ["true", "\"password\"", "[\"password\"]", "[[]]", "[[null]]", "[[\"\"]]", "[[\"a b\"]]", "[[\"\\ud800\"]]", "[[\"a\",\"a\"]]", "[[\"a\",\"b\"],[\"b\",\"a\"]]", "{}"];

    private static Gen<(string Name, string Value)> Option => Gen.OneOf(
        from name in Gen.Elements(Flags)
        from value in Gen.Elements("true", "false", "null")
        select (name, value),
        from value in Gen.Elements(Rules)
        select ("multi_factor_auth_rules", value));

    [Fact]
    public void Changes_in_a_row_come_to_what_a_map_comes_to()
    {
        var change = Option.ListOf().Select(options => options.DistinctBy(static option => option.Name).ToList());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(change.ListOf().ToArbitrary(), changes =>
        {
            var options = UserOptions.None;
            var model = new JsonObject();
            foreach (var given in changes)
            {
                options = Read(Body(given), out var problems)!.ApplyTo(options);
                Assert.Empty(problems);
                foreach (var (name, value) in given)
                {
                    model.Remove(name);
                    if (value != "null")
                    {
                        model[name] = JsonNode.Parse(value);
                    }
                }
            }

            var column = UserOptionsChange.ToColumn(options);
            Assert.True(JsonNode.DeepEquals(model, JsonNode.Parse(column)), $"{column} instead of {model.ToJsonString()}");
            Assert.Equal(column, UserOptionsChange.ToColumn(UserOptionsChange.Parse(column)));
        }));
    }

    [Fact]
    public void One_wrong_option_among_any_right_ones_is_named()
    {
        var wrong = Gen.OneOf(
            from name in Gen.Elements(Flags)
            from value in Gen.Elements("0", "1", "\"true\"", "[]", "{}")
            select (name, value),
            Gen.Elements(WrongRules).Select(value => ("multi_factor_auth_rules", value)),
            Gen.Elements("lock_passwords", "LOCK_PASSWORD", "immutable", "").Select(name => (name, "true")));
        var cases =
            from right in Option.ListOf()
            from one in wrong
            select (Right: right.DistinctBy(static option => option.Name).Where(option => option.Name != one.Item1).ToList(), Wrong: one);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(cases.ToArbitrary(), each =>
        {
            Read(Body([.. each.Right, each.Wrong]), out var problems);
            Assert.Equal($"user.options.{each.Wrong.Item1}", Assert.Single(problems).Path);
        }));
    }

    [Fact]
    public void A_body_without_options_changes_none() => Assert.Null(Read("{}", out _));

    private static string Body(IEnumerable<(string Name, string Value)> options) =>
        "{\"options\":{" + string.Join(',', options.Select(option => $"\"{option.Name}\":{option.Value}")) + "}}";

    private static UserOptionsChange? Read(string body, out List<FieldProblem> problems)
    {
        using var document = JsonDocument.Parse(body);
        problems = [];
        return UserOptionsChange.Read(new JsonFields(document.RootElement, "user", UnknownFields.Ignore, problems));
    }
}
