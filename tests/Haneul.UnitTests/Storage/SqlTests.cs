using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Storage;

namespace Haneul.UnitTests.Storage;

public sealed class SqlTests
{
    [Fact]
    public void No_value_ever_reaches_the_text() => Prop.ForAll(Values(), value =>
    {
        Sql inner = $"b = {value} OR c = {17L}";
        Sql sql = $"a = {value} AND ({inner}) AND d = {value}";

        return sql.Text == "a = @p0 AND (b = @p1 OR c = @p2) AND d = @p3"
            && sql.ToPositionalText() == "a = $1 AND (b = $2 OR c = $3) AND d = $4"
            && sql.Parameters.SequenceEqual([value, value, 17L, value]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fragments_are_renumbered_at_any_depth_and_keep_their_order() => Prop.ForAll(
        Gen.ListOf(Gen.Choose(0, 12)).ToArbitrary(),
        sizes =>
        {
            var whole = Sql.Empty;
            var next = 0;
            foreach (var size in sizes)
            {
                var fragment = Sql.Empty;
                for (var count = 0; count < size; count++)
                {
                    // Each fragment is wrapped once more, so that early holes are renumbered many times.
                    fragment = $"{fragment} {next++}";
                }

                whole = $"{whole}{fragment}";
            }

            return whole.Parameters.SequenceEqual(Enumerable.Range(0, next).Select(number => (object?)(long)number))
                && whole.Text == string.Concat(Enumerable.Range(0, next).Select(number => $" @p{number}"))
                && whole.ToPositionalText() == string.Concat(Enumerable.Range(0, next).Select(number => $" ${number + 1}"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_literal_that_looks_like_a_parameter_stays_as_it_is()
    {
        Sql fragment = $"x = '@p0 @p @people' AND y = {1}";
        Sql sql = $"z = {2} AND {fragment}";

        Assert.Equal("z = @p0 AND x = '@p0 @p @people' AND y = @p1", sql.Text);
        Assert.Equal("z = $1 AND x = '@p0 @p @people' AND y = $2", sql.ToPositionalText());
    }

    [Fact]
    public void Every_type_becomes_a_parameter_and_null_stays_null()
    {
        Sql sql = $"{1} {(int?)null} {2L} {(long?)null} {true} {(bool?)null} {"t"} {(string?)null} {new byte[] { 1 }} {(byte[]?)null} {new ReadOnlyMemory<byte>([2])}";

        Assert.Equal([1L, null, 2L, null, 1L, null, "t", null, new byte[] { 1 }, null, new byte[] { 2 }], sql.Parameters);
    }

    [Fact]
    public void The_default_fragment_is_empty()
    {
        Sql sql = $"a{default(Sql)}b{Sql.Empty}c";

        Assert.Equal("abc", sql.Text);
        Assert.Empty(sql.Parameters);
    }

    [Fact]
    public void Tokens_are_spelled_by_engine_and_a_value_that_looks_like_one_is_a_value()
    {
        Sql sql = $"SELECT {"{{strict}}"} {SqlToken.SkipLocked}";

        Assert.Equal("SELECT @p0 ", SqlTokens.Resolve(sql.Text, DatabaseEngine.Sqlite));
        Assert.Equal("SELECT @p0 FOR UPDATE SKIP LOCKED", SqlTokens.Resolve(sql.Text, DatabaseEngine.Postgres));
    }

    [Fact]
    public void An_unknown_token_is_refused() =>
        Assert.Contains("{{int46}}", Assert.Throws<FormatException>(() => SqlTokens.Resolve("a {{int46}}", DatabaseEngine.Sqlite)).Message, StringComparison.Ordinal);

    private static Arbitrary<string> Values() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
        Gen.Elements("' OR 1=1 --", "@p0", "$1", "{{blob}}", "\0", "\"; DROP TABLE secrets; --")).ToArbitrary();
}
