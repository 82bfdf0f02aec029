using Haneul.Security.SecretsManager.Catalogue;

namespace Haneul.ApiTests.Api.SecretsManager.Catalogue;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("payments-prod", "payments prod")]
    [InlineData("prodDbPassword", "proddbpassword dbpassword password")]
    [InlineData("DB01", "db01 01")]
    [InlineData("HTTPServer", "httpserver")]
    [InlineData("비밀번호", "비밀번호 밀번호 번호 호")]
    [InlineData("a%_b'c", "a b c")]
    [InlineData("!!!", "")]
    [InlineData("ÄÖ", "äö")]
    [InlineData("prod prod PROD", "prod")]
    public void Text_is_cut_into_words(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), SearchWords.Of([text]).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_asked_for_is_the_beginning_of_a_word_that_is_kept()
    {
        foreach (var text in new[] { "payments-prod", "prodDbPassword", "DB01", "운영비밀번호", new string('x', 100), "a1b2C3", "😀 smile" })
        {
            var kept = SearchWords.Of([text]);
            Assert.All(SearchWords.Asked(text), asked => Assert.Contains(kept, word => word.StartsWith(asked, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Words_have_an_end_and_so_has_their_number()
    {
        Assert.Equal(32, Assert.Single(SearchWords.Of([new string('x', 1000)])).Length);
        var many = SearchWords.Of(["first", string.Join(' ', Enumerable.Range(0, 1000).Select(number => $"w{number}x"))]);
        Assert.Equal((SearchWords.MostWords, "first"), (many.Count, many[0]));
    }
}
