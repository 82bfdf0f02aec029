using System.Text.Json;

namespace Haneul.EndToEndTests.Clients;

public sealed class JsonExpectationTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""[{"a":1}]""", """[{"a":2},{"a":1,"b":2}]""")]
    [InlineData("\"*\"", "\"x\"")]
    [InlineData("null", "null")]
    public void What_is_there_is_not_missing(string expected, string actual) => Assert.Empty(Missing(expected, actual));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""", "/a: 1 instead of 2")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", "/a/b")]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":2}]}""", "/a with {\"b\":1}")]
    [InlineData("\"*\"", "\"\"", ": any text")]
    [InlineData("true", "\"true\"", ": true instead of \"true\"")]
    [InlineData("null", "\"\"", ": null instead of \"\"")]
    public void What_is_not_there_is_told(string expected, string actual, string missing) => Assert.Equal([missing], Missing(expected, actual));

    private static IEnumerable<string> Missing(string expected, string actual) => JsonExpectation.Missing(JsonElement.Parse(expected), JsonElement.Parse(actual));
}
