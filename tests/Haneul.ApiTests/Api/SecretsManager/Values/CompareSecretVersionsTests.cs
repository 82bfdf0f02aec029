using System.Text.Json;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

public sealed class CompareSecretVersionsTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Fields_that_differ_are_named_by_their_place_and_never_shown()
    {
        var id = await fixture.CreateSecretAsync(
            fixture.Token, """{"same":"c4n4ry","gone":1,"old~/name":{"deep":{"kept":[1,2],"changed":"c4n4ry-a"}},"kind":{"a":1},"list":[1,2],"number":1.0}""");
        await fixture.CreateVersionAsync(
            fixture.Token, id, """{"same":"c4n4ry","new":2,"old~/name":{"deep":{"kept":[1,2],"changed":"c4n4ry-b","more":0}},"kind":[1],"list":[2,1],"number":1}""");

        var answer = await CompareAsync(fixture.Token, id, "1", "2");

        Assert.Equal(200, answer.Status);
        var difference = answer.Body.GetProperty("difference");
        Assert.False(difference.GetProperty("is_equal").GetBoolean());
        Assert.Equal(["/new", "/old~0~1name/deep/more"], Places(difference, "added"));
        Assert.Equal(["/gone"], Places(difference, "removed"));
        Assert.Equal(["/kind", "/list", "/old~0~1name/deep/changed"], Places(difference, "changed"));
        Assert.DoesNotContain("c4n4ry", answer.Raw.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Raw.Headers["Cache-Control"]);

        var back = (await CompareAsync(fixture.Token, id, "2", "1")).Body.GetProperty("difference");
        Assert.Equal(["/gone"], Places(back, "added"));
        Assert.Equal(2, back.GetProperty("from").GetInt32());
        Assert.Equal(1, back.GetProperty("to").GetInt32());
    }

    [Theory]
    [InlineData("\"a\"", "\"a\"", true, "string", "string")]
    [InlineData("\"a\"", "\"\\u0061\"", true, "string", "string")]
    [InlineData("\"a\"", "\"b\"", false, "string", "string")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2, \"a\":1}", true, "object", "object")]
    [InlineData("[1]", "{}", false, "array", "object")]
    [InlineData("null", "false", false, "null", "boolean")]
    [InlineData("1", "1.0", true, "number", "number")]
    [InlineData("1e1000000000", "10e999999999", false, "number", "number")]
    [InlineData("1e99999999999", "1e99999999999", true, "number", "number")]
    [InlineData("1e99999999999", "1e99999999998", false, "number", "number")]
    [InlineData("1E-2147483649", "1", false, "number", "number")]
    [InlineData("1e+0000000000002", "100", true, "number", "number")]
    [InlineData("[{\"a\":1e2147483648}]", "[{\"a\":1e2147483649}]", false, "array", "array")]
    public async Task Other_values_are_equal_or_not(string from, string to, bool isEqual, string fromKind, string toKind)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, from, NewName());
        await fixture.CreateVersionAsync(fixture.Token, id, to);

        var difference = (await CompareAsync(fixture.Token, id, "1", "2")).Body.GetProperty("difference");

        Assert.Equal(isEqual, difference.GetProperty("is_equal").GetBoolean());
        Assert.Equal((fromKind, toKind), (difference.GetProperty("from_kind").GetString(), difference.GetProperty("to_kind").GetString()));
        Assert.Empty(Places(difference, "added").Concat(Places(difference, "removed")).Concat(Places(difference, "changed")));
    }

    [Fact]
    public async Task Thousands_of_fields_with_escaped_names_are_compared_by_their_names()
    {
        // As many as fit into a value. Compared each with each, they took seconds.
        var names = Enumerable.Range(0, 4_000).Select(number => $"{number:D4}").ToList();
        var id = await fixture.CreateSecretAsync(fixture.Token, ToValue(names, "\\u0061"));
        await fixture.CreateVersionAsync(fixture.Token, id, ToValue(names, "\\u0062"));
        await fixture.CreateVersionAsync(fixture.Token, id, ToValue(names, "b"));

        var difference = (await CompareAsync(fixture.Token, id, "1", "2")).Body.GetProperty("difference");

        Assert.Equal(names.Select(name => $"/b{name}"), Places(difference, "added"));
        Assert.Equal(names.Select(name => $"/a{name}"), Places(difference, "removed"));
        Assert.True((await CompareAsync(fixture.Token, id, "2", "3")).Body.GetProperty("difference").GetProperty("is_equal").GetBoolean());

        static string ToValue(IEnumerable<string> names, string first) => $"{{{string.Join(',', names.Select(name => $"\"{first}{name}\":1"))}}}";
    }

    [Fact]
    public async Task Both_reads_are_on_the_trail()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1");
        await fixture.CreateVersionAsync(fixture.Token, id, "2");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await CompareAsync(fixture.Token, id, "1", "2");

        var events = (await fixture.EventsOfAsync(fixture.Token, id)).Where(each => each.GetProperty("event_name").GetString() == "Get Secret Version Value").ToList();
        Assert.Equal(["1", "2"], events.Select(each => each.GetProperty("additional_info").GetProperty("version").GetString()).Order());
        Assert.All(events, each => Assert.Equal("1 2", each.GetProperty("additional_info").GetProperty("compared").GetString()));
    }

    [Fact]
    public async Task Both_versions_must_be_readable_by_the_caller()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1");
        await fixture.CreateVersionAsync(fixture.Token, id, "2");
        await fixture.CreateVersionAsync(fixture.Token, id, "3");
        await fixture.SetStatusAsync(id, 2, "Deactivated");
        var writer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_writer");
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");

        Assert.Equal("SecretVersionNotActive", CodeOf((await CompareAsync(fixture.Token, id, "1", "2")).Body));
        Assert.Equal("SecretVersionNotActive", CodeOf((await CompareAsync(fixture.Token, id, "2", "1")).Body));
        Assert.Equal("SecretVersionNotFound", CodeOf((await CompareAsync(fixture.Token, id, "1", "4")).Body));
        Assert.Equal("SecretNotFound", CodeOf((await CompareAsync(fixture.OtherToken, id, "1", "3")).Body));
        Assert.Equal(400, (await CompareAsync(fixture.Token, id, "0", "x")).Status);
        Assert.Equal(403, (await CompareAsync(writer.Token, id, "1", "3")).Status);
        await fixture.RestrictAsync(id);
        Assert.Equal("SecretAccessDenied", CodeOf((await CompareAsync(colleague.Token, id, "1", "3")).Body));
        Assert.Equal(200, (await CompareAsync(fixture.Token, id, "1", "3")).Status);
    }

    private static IEnumerable<string?> Places(JsonElement difference, string list) => difference.GetProperty(list).EnumerateArray().Select(each => each.GetString());

    private Task<ValueAnswer> CompareAsync(string token, string id, string from, string to) =>
        fixture.CallValuesAsync("CompareSecretVersions", HttpMethod.Get, $"/secrets/{id}/versions/{from}/difference/{to}", token);
}
