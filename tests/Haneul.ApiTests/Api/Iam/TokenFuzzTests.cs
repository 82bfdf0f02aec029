using FsCheck;
using FsCheck.Fluent;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>Whatever stands in a request for a token, the answer is one that the contract has, in the shape of IAM, and never a 500.</summary>
public sealed class TokenFuzzTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] Names =
        ["auth", "identity", "methods", "application_credential", "password", "token", "user", "domain", "id", "name", "secret", "scope", "project", "unscoped", "system", "OS-TRUST:trust"];

    private static readonly string[] Leaves =
        ["null", "true", "0", "-1", "1e999", "\"\"", "\"application_credential\"", "\"password\"", "\"token\"", "\"default\"", "\"admin\"", "\"unscoped\"", "\"\\u0000\"", "\"\\ud800\"", "\"하늘\"", "[]", "{}", "[\"password\"]", "[\"application_credential\"]", "[\"password\",\"totp\"]", "[[]]"];

    [Fact]
    public void No_body_made_of_our_own_words_gives_a_500() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Json(6).ToArbitrary(), body => IsOrderly(body)));

    [Fact]
    public void No_damage_to_a_right_body_gives_a_500()
    {
        var right = IamRequests.ByKeyId(fixture.Bootstrap.AccessKeyId, fixture.Bootstrap.AccessKeySecret);
        var damaged =
            from at in Gen.Choose(0, right.Length - 1)
            from length in Gen.Choose(0, 12)
            from put in Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "null", "\\u0000", "\uFFFD", " ", "9")
            select right[..at] + put + right[Math.Min(right.Length, at + length)..];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(damaged.ToArbitrary(), body => IsOrderly(body)));
    }

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.Elements(Leaves);
        if (depth == 0)
        {
            return leaf;
        }

        var member =
            from name in Gen.Elements(Names)
            from value in Json(depth - 1)
            select $"\"{name}\":{value}";
        var thing =
            from count in Gen.Choose(1, 4)
            from members in member.ListOf(count)
            select "{" + string.Join(',', members) + "}";
        var list =
            from count in Gen.Choose(0, 3)
            from items in Json(depth - 1).ListOf(count)
            select "[" + string.Join(',', items) + "]";
        return Gen.Frequency((6, thing), (1, list), (2, leaf));
    }

    private bool IsOrderly(string body)
    {
        using var response = fixture.IssueAsync(body).GetAwaiter().GetResult();
        var text = response.Content.ReadAsStringAsync().GetAwaiter().GetResult();
        return (int)response.StatusCode is 201 or 400 or 401 && text.StartsWith((int)response.StatusCode == 201 ? "{\"token\":" : "{\"error\":{\"code\":", StringComparison.Ordinal);
    }
}
