using System.Text.Json;

namespace Haneul.ApiTests.Conformance;

public sealed class GoldenExchangeTests
{
    [Fact]
    public void Every_recorded_answer_has_its_own_shape_unless_ours_differs_on_purpose()
    {
        var unlike = GoldenExchange.All.Values
            .Where(exchange => exchange.Differences(RecordedAnswer(exchange.Number)).Count > 0)
            .Select(exchange => exchange.Number);

        Assert.Equal([3, 148, 159, 170, 227], unlike);
    }

    [Theory]
    [InlineData("\"is_domain\": false, ", "", "/token/is_domain: is missing")]
    [InlineData("\"is_domain\": false", "\"is_domain\": true", "/token/is_domain: true instead of false")]
    [InlineData("\"is_domain\": false", "\"is_domain\": \"no\"", "/token/is_domain: \"no\" instead of false")]
    [InlineData("\"token\": {", "\"token\": {\"version\": 3, ", "/token/version: was not recorded")]
    [InlineData("000Z\", \"issued_at\"", "000\", \"issued_at\"", "/token/expires_at:")]
    [InlineData("\"id\": \"9d2fdb12b25d40308967ef0d8fb0fe38\"", "\"id\": \"9d2fdb12-b25d-4030-8967-ef0d8fb0fe38\"", "/token/application_credential/id:")]
    public void A_token_of_another_shape_is_told_apart(string part, string replacement, string difference)
    {
        var body = RecordedBody(155);
        var changed = RecordedAnswer(155) with { Body = body.Replace(part, replacement, StringComparison.Ordinal) };

        Assert.NotEqual(body, changed.Body, StringComparer.Ordinal);
        Assert.Contains(GoldenExchange.All[155].Differences(changed), each => each.StartsWith(difference, StringComparison.Ordinal));
    }

    [Fact]
    public void Other_ids_times_and_texts_are_the_same_shape()
    {
        var ours = RecordedAnswer(158) with { Body = """{"error":{"code":401,"message":"Another text.","title":"Unauthorized"}}""" };

        Assert.Empty(GoldenExchange.All[158].Differences(ours));
    }

    [Fact]
    public void A_missing_header_and_another_status_are_told()
    {
        var recorded = RecordedAnswer(158);

        Assert.Contains("status 404 instead of 401", GoldenExchange.All[158].Differences(recorded with { Status = 404 }), StringComparer.Ordinal);
        Assert.Contains("header www-authenticate is missing", GoldenExchange.All[158].Differences(recorded with
        {
            Headers = recorded.Headers.Where(header => header.Key is not "www-authenticate").ToDictionary(StringComparer.OrdinalIgnoreCase),
        }), StringComparer.Ordinal);
    }

    [Fact]
    public void Where_ours_differs_on_purpose_the_error_shape_is_asked()
    {
        var ours = RecordedAnswer(158);

        Assert.Empty(GoldenExchange.All[159].Differences(ours));
        Assert.NotEmpty(GoldenExchange.All[159].Differences(ours with { Body = "{}" }));
    }

    internal static string RecordedBody(int number) => RecordedAnswer(number).Body;

    internal static ContractAnswer RecordedAnswer(int number)
    {
        var line = File.ReadLines(RepositoryFiles.PathOf("tests", "Haneul.ApiTests", "Conformance", "Recordings", "identity-v3.jsonl"))
            .Select(text => JsonElement.Parse(text))
            .Single(exchange => exchange.GetProperty("n").GetInt32() == number);
        var headers = line.GetProperty("headers").EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
        var body = line.GetProperty("response");
        return new ContractAnswer(
            line.GetProperty("status").GetInt32(),
            headers.GetValueOrDefault("content-type"),
            body.ValueKind == JsonValueKind.Null ? "" : body.GetRawText(),
            headers);
    }
}
