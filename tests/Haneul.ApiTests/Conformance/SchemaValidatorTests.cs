using System.Text.Json;

namespace Haneul.ApiTests.Conformance;

public sealed class SchemaValidatorTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"type":"integer"}""", "12", "1.5")]
    [InlineData("""{"type":"integer"}""", "12", "1.0")]
    [InlineData("""{"type":"boolean"}""", "false", "\"false\"")]
    [InlineData("""{"type":"integer","format":"int32"}""", "2147483647", "2147483648")]
    [InlineData("""{"type":"integer","format":"int64"}""", "2147483648", "9223372036854775808")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-11-21T10:00:00.000000Z\"", "\"2026-11-21T10:00:00\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-11-21T10:00:00+09:00\"", "\"2026-13-21T10:00:00Z\"")]
    [InlineData("""{"enum":["ACTIVE","DELETED"]}""", "\"ACTIVE\"", "\"active\"")]
    [InlineData("""{"const":["application_credential"]}""", """["application_credential"]""", """["password"]""")]
    [InlineData("""{"pattern":"^v[0-9]+$"}""", "\"v3\"", "\"3\"")]
    [InlineData("""{"minimum":1,"maximum":3}""", "3", "4")]
    [InlineData("""{"minimum":1,"maximum":3}""", "1", "0")]
    [InlineData("""{"minLength":1,"maxLength":2}""", "\"ab\"", "\"abc\"")]
    [InlineData("""{"minLength":1,"maxLength":1}""", "\"\U0001F511\"", "\"\"")]
    [InlineData("""{"minItems":1,"maxItems":1}""", "[1]", "[]")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", """["a"]""", """["a",null]""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", """{"a":"x"}""", "{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", "{}", """{"a":null}""")]
    [InlineData("""{"type":"object","properties":{"a":true},"additionalProperties":false}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"any":"x"}""", """{"any":1}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null", "1")]
    [InlineData("""{"oneOf":[{"minimum":1},{"maximum":5}]}""", "9", "3")]
    [InlineData("""{"allOf":[{"minimum":1},{"maximum":5}]}""", "3", "9")]
    [InlineData("""{"$ref":"#/components/schemas/Named"}""", """{"name":"x"}""", """{"name":5}""")]
    public void A_keyword_accepts_what_fits_and_refuses_what_does_not(string schema, string fitting, string other)
    {
        Assert.Empty(Validate(schema, fitting));
        Assert.NotEmpty(Validate(schema, other));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":true}}""")]
    [InlineData("""{"anyOf":[{"$ref":"#/components/schemas/Named"},{"type":"null"}]}""")]
    [InlineData("""{"allOf":[{"properties":{"a":true}},{"$ref":"#/components/schemas/Named"}]}""")]
    public void A_member_that_no_schema_declares_is_a_violation(string schema) =>
        Assert.Equal(["/surprise: is not in the contract"], Validate(schema, """{"name":"x","surprise":1}""").Where(each => each.StartsWith("/surprise", StringComparison.Ordinal)), StringComparer.Ordinal);

    [Fact]
    public void The_members_of_all_combined_schemas_are_declared() =>
        Assert.Empty(Validate("""{"allOf":[{"properties":{"a":true}},{"$ref":"#/components/schemas/Named"}]}""", """{"a":1,"name":"x"}"""));

    [Theory]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":["object","null"]}""")]
    [InlineData("{}")]
    [InlineData("""{"type":"object","properties":{"a":true},"additionalProperties":true}""")]
    public void An_object_declared_without_members_or_as_open_takes_any(string schema) =>
        Assert.Empty(Validate(schema, """{"surprise":1}"""));

    [Fact]
    public void A_violation_says_where_it_is()
    {
        var violations = Validate("""{"properties":{"list":{"items":{"properties":{"n":{"type":"integer"}}}}}}""", """{"list":[{"n":1},{"n":"2"}]}""");

        Assert.Equal(["/list/1/n: is String, not \"integer\""], violations, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("""{"if":{}}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"format":"colour"}""")]
    [InlineData("""{"properties":{"a":{"items":{"anyOf":[{"uniqueItems":true}]}}}}""")]
    [InlineData("""{"$ref":"#/components/schemas/Missing"}""")]
    [InlineData("""{"$ref":"other.json#/A"}""")]
    public void What_cannot_be_judged_is_refused_at_load(string schema) =>
        Assert.Throws<NotSupportedException>(() => Validator().EnsureUnderstood(JsonElement.Parse(schema)));

    private static IReadOnlyList<string> Validate(string schema, string value) =>
        Validator().Validate(JsonElement.Parse(schema), JsonElement.Parse(value));

    private static SchemaValidator Validator() => new(JsonElement.Parse(
        """{"components":{"schemas":{"Named":{"type":"object","properties":{"name":{"type":"string"}}}}}}"""));
}
