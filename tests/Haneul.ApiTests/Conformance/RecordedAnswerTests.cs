namespace Haneul.ApiTests.Conformance;

public sealed class RecordedAnswerTests
{
    [Fact]
    public void Every_recorded_answer_equals_itself_unless_ours_differs_on_purpose()
    {
        var names = new RecordedNames(RecordedNames.RecordedAddress);

        var unlike = GoldenExchange.All.Values.OrderBy(each => each.Number)
            .Where(each => new RecordedAnswer(each, names).Compare(GoldenExchangeTests.RecordedAnswer(each.Number)).Count > 0)
            .Select(each => each.Number);

        Assert.Equal([3, 148, 159, 170, 227], unlike);
    }

    [Theory]
    [InlineData(44, "\"tags\": [\"a\", \"b\"]", "\"tags\": [\"a\"]", "/project/tags: lacks \"b\"")]
    [InlineData(44, "\"tags\": [\"a\", \"b\"]", "\"tags\": [\"a\", \"b\", \"c\"]", "/project/tags: was not recorded: \"c\"")]
    [InlineData(44, "\"description\": \"\"", "\"description\": null", "/project/description: null instead of \"\"")]
    [InlineData(44, "prj-rec", "Prj-rec", "/project/name: 'Prj-rec' instead of 'prj-rec'")]
    [InlineData(44, "/v3/projects/", "/v3/project/", "/project/links/self:")]
    [InlineData(44, "\"enabled\": true, ", "", "/project/enabled: is missing")]
    [InlineData(44, "\"enabled\": true", "\"enabled\": true, \"extra\": {}", "/project/extra: was not recorded")]
    [InlineData(142, "2036-01-01T00:00:00.000000\"", "2036-01-01T00:00:01.000000\"", "/application_credential/expires_at:")]
    [InlineData(155, "2026-11-21T22:24:51.000000Z", "2026-11-21T22:24:51", "/token/expires_at:")]
    [InlineData(155, "\"restricted\": true", "\"restricted\": false", "/token/application_credential/restricted: false instead of true")]
    public void Another_value_is_told_apart(int number, string part, string replacement, string difference)
    {
        var recorded = GoldenExchangeTests.RecordedAnswer(number);
        var changed = recorded with { Body = recorded.Body.Replace(part, replacement, StringComparison.Ordinal) };

        var differences = new RecordedAnswer(GoldenExchange.All[number], new RecordedNames(RecordedNames.RecordedAddress)).Compare(changed);

        Assert.NotEqual(recorded.Body, changed.Body, StringComparer.Ordinal);
        Assert.Contains(differences, each => each.StartsWith(difference, StringComparison.Ordinal));
    }

    [Fact]
    public void An_id_has_to_stay_the_same_once_it_was_learned()
    {
        var names = new RecordedNames(RecordedNames.RecordedAddress);
        var created = GoldenExchangeTests.RecordedAnswer(44);
        var other = new string('a', 32);

        Assert.Empty(new RecordedAnswer(GoldenExchange.All[44], names).Compare(created));
        var differences = new RecordedAnswer(GoldenExchange.All[51], names).Compare(
            created with { Status = 200, Body = created.Body.Replace("b0ba6547fba6411e8a7952fbe88dd766", other, StringComparison.Ordinal) });

        Assert.Contains(differences, each => each.StartsWith("/project/id:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_ours_refuses_to_make_is_not_asked_for_in_later_lists()
    {
        var names = new RecordedNames(RecordedNames.RecordedAddress);
        var forbidden = GoldenExchangeTests.RecordedAnswer(65);
        Assert.Empty(new RecordedAnswer(GoldenExchange.All[142], names).Compare(GoldenExchangeTests.RecordedAnswer(142)));
        Assert.Empty(new RecordedAnswer(GoldenExchange.All[147], names).Compare(GoldenExchangeTests.RecordedAnswer(147)));
        Assert.Empty(new RecordedAnswer(GoldenExchange.All[148], names).Compare(forbidden));

        var all = GoldenExchangeTests.RecordedAnswer(150);
        var differences = new RecordedAnswer(GoldenExchange.All[150], names).Compare(all);

        Assert.StartsWith("/application_credentials: was not recorded: ", Assert.Single(differences), StringComparison.Ordinal);
    }
}
