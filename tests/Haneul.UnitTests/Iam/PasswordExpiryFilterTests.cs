using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Users;

namespace Haneul.UnitTests.Iam;

public sealed class PasswordExpiryFilterTests
{
    private static readonly (string Comparison, string Sign)[] Signs = [("lt", "<"), ("lte", "<="), ("gt", ">"), ("gte", ">="), ("eq", "="), ("neq", "<>")];

    [Fact]
    public void Every_comparison_and_instant_becomes_that_condition()
    {
        var cases =
            from sign in Gen.Elements(Signs)
            from seconds in Gen.Choose(0, int.MaxValue)
            from microseconds in Gen.Choose(0, 999_999)
            from format in Gen.Elements("yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", "yyyy-MM-dd'T'HH:mm:ss.ffffff")
            select (sign, Instant: (seconds * 1_000_000L) + (format.Contains('f', StringComparison.Ordinal) ? microseconds : 0), format);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(cases.ToArbitrary(), each =>
        {
            var text = $"{each.sign.Comparison}:{UnixTime.FromMicroseconds(each.Instant).ToString(each.format, CultureInfo.InvariantCulture)}";
            Assert.True(PasswordExpiryFilter.TryParse(text, out var filter), text);
            Assert.Equal($" AND password_expires_at {each.sign.Sign} @p0", filter.Condition.Text);
            Assert.Equal([each.Instant], filter.Condition.Parameters);
        }));
    }

    [Fact]
    public void Whatever_else_is_sent_is_refused_and_never_becomes_text_of_a_statement()
    {
        var parts = Gen.Elements("lt", "eq", "LT", ":", "::", "2030-01-01T00:00:00Z", "2030-01-01", "T", "Z", "+09:00", "' OR 1=1", "\0", "９", " ", "-1", "99999-01-01T00:00:00Z");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(parts.ListOf().Select(string.Concat).ToArbitrary(), text =>
            !PasswordExpiryFilter.TryParse(text, out var filter)
            || (text == $"{filter.Comparison}:2030-01-01T00:00:00Z" && filter.Instant == 1893456000000000)));
    }

    [Theory]
    [InlineData("lt")]
    [InlineData("lt:")]
    [InlineData(":2030-01-01T00:00:00Z")]
    [InlineData("2030-01-01T00:00:00Z")]
    [InlineData("Lt:2030-01-01T00:00:00Z")]
    [InlineData("lt:2030-02-30T00:00:00Z")]
    [InlineData("lt:2030-01-01T00:00:00+09:00")]
    public void A_value_that_is_almost_one_is_none(string text) => Assert.False(PasswordExpiryFilter.TryParse(text, out _));
}
