using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.UnitTests.Operations;

public sealed class JsonFieldsTests
{
    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var error = await RefusalOf("""{"secret":{"name":"","description":7,"tags":["ok",1],"unknown":true,"flag":"yes","flag":"no"},"extra":{}}""");

        Assert.Equal(400, error.Code.Status);
        Assert.Equal(
            "The request is not valid. secret.flag: must not be repeated; secret.description: must be a string; secret.tags[1]: must be a string; " +
            "secret.name: must have 1 to 255 characters; secret.flag: must be true or false; extra: is not a known field; secret.unknown: is not a known field",
            error.Message);
    }

    [Fact]
    public async Task A_field_that_is_missing_and_one_that_is_null_are_told_apart()
    {
        Assert.Contains("secret: is required", (await RefusalOf("{}")).Message, StringComparison.Ordinal);
        Assert.Contains("secret: must not be null", (await RefusalOf("""{"secret":null}""")).Message, StringComparison.Ordinal);
        Assert.Contains("secret: must be an object", (await RefusalOf("""{"secret":[]}""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The body is empty")]
    [InlineData("{", "not valid JSON (line 1, byte 2)")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("null", "must be a JSON object")]
    [InlineData("{\"secret\":{\"name\":\"\\ud800\"}}", "secret.name: must be valid Unicode text")]
    [InlineData("{\"secret\":{\"name\":\"a\\u0000b\"}}", "secret.name: must not contain the character U+0000")]
    [InlineData("{\"secret\":{\"name\":\"x\"}} trailing", "not valid JSON")]
    [InlineData("{\"\\ud800\":1}", "body: has a field whose name is not valid Unicode text")]
    [InlineData("{\"secret\":{\"\\udc00\":1}}", "secret: has a field whose name is not valid Unicode text")]
    public async Task A_body_that_is_no_good_is_refused_with_the_place(string body, string reason) =>
        Assert.Contains(reason, (await RefusalOf(body)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Bad_UTF_8_is_refused() =>
        Assert.Contains("not valid UTF-8", (await RefusalOf([(byte)'{', 0xC3, 0x28, (byte)'}'])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        var deep = "{\"secret\":" + string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100)) + "}";

        Assert.Contains("nested deeper than 64 levels", (await RefusalOf(deep)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hostile_field_name_is_cut_and_cleaned()
    {
        var error = await RefusalOf($$"""{"secret":{"name":"x"},"{{new string('n', 5000)}}\u0007":1}""");

        Assert.True(error.Message.Length < 300, error.Message);
    }

    [Theory]
    [InlineData(null, "without a Content-Type")]
    [InlineData("text/plain", "as another type")]
    [InlineData("application/x-www-form-urlencoded", "as another type")]
    public async Task Without_the_JSON_content_type_the_message_says_why(string? contentType, string reason)
    {
        var error = await RefusalOf("""{"secret":{"name":"x"}}"""u8.ToArray(), contentType);

        Assert.Equal(400, error.Code.Status);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task The_JSON_content_type_is_read_as_such(string contentType) =>
        Assert.Null(await TryRefusalOf("""{"secret":{"name":"x"}}"""u8.ToArray(), contentType));

    [Fact]
    public async Task A_body_over_the_limit_is_413_whether_its_length_is_known_or_not()
    {
        var body = Encoding.UTF8.GetBytes("{\"secret\":{\"name\":\"" + new string('x', 1024 * 1024) + "\"}}");

        Assert.Equal(413, (await RefusalOf(body)).Code.Status);
        Assert.Equal(413, (await RefusalOf(body, knowsLength: false)).Code.Status);
    }

    [Fact]
    public async Task Keystone_s_reader_ignores_what_it_does_not_know() =>
        Assert.Null(await TryRefusalOf("""{"secret":{"name":"x","unknown":1},"more":2}"""u8.ToArray(), "application/json", UnknownFields.Ignore));

    [Fact]
    public void Whatever_bytes_arrive_the_answer_is_an_error_or_a_value_and_never_an_exception()
    {
        var pieces = Gen.Elements("{", "}", "[", "]", "\"secret\"", ":", ",", "\"name\"", "\"x\"", "null", "1e999", "\\u", "\"\\ud83d\"", "\"\\udc00\":1", "{\"\\ud800\":", "\u0000", "하늘", "true", "-", " ");
        var bodies = pieces.ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

        Prop.ForAll(bodies, body =>
        {
            var error = TryRefusalOf(Encoding.UTF8.GetBytes(body), "application/json").GetAwaiter().GetResult();
            return error is null || error.Code.Status == 400;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Whatever_name_a_field_has_the_answer_is_an_error_or_a_value_and_never_an_exception()
    {
        var names = Gen.Elements("a", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u0000", "하늘", "\\\"", ".", "\\u0007").ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

        Prop.ForAll(names, names, (outer, inner) =>
        {
            var body = $$$"""{"secret":{"name":"x","{{{inner}}}":1},"{{{outer}}}":{"{{{inner}}}":2}}""";
            var error = TryRefusalOf(Encoding.UTF8.GetBytes(body), "application/json").GetAwaiter().GetResult();
            return error is { Code.Status: 400 };
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_body_that_grows_beyond_what_it_announced_first_is_read_whole()
    {
        var body = Encoding.UTF8.GetBytes("{\"secret\":{\"name\":\"x\",\"description\":\"" + new string('y', 200) + "\"}" + new string(' ', 300_000) + "}");

        Assert.Null(await TryRefusalOf(body, "application/json"));
        Assert.Null(await TryRefusalOf(body, "application/json", knowsLength: false));
    }

    private static Task<Error> RefusalOf(string body) => RefusalOf(Encoding.UTF8.GetBytes(body));

    private static async Task<Error> RefusalOf(byte[] body, string? contentType = "application/json", bool knowsLength = true)
    {
        var error = await TryRefusalOf(body, contentType, knowsLength: knowsLength);
        Assert.NotNull(error);
        return error;
    }

    private static async Task<Error?> TryRefusalOf(byte[] body, string? contentType, UnknownFields unknown = UnknownFields.Refuse, bool knowsLength = true)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentType = contentType;
        context.Request.ContentLength = knowsLength ? body.Length : null;
        using var json = (await JsonBody.BindAsync(context, null!))!;
        json.TryRead(Read, out _, out var error, unknown);
        return error;
    }

    private static string Read(JsonFields body)
    {
        var secret = body.RequiredObject("secret");
        secret?.OptionalString("description");
        secret?.OptionalStrings("tags");
        var name = secret?.RequiredString("name") ?? "";
        secret?.OptionalBoolean("flag");
        return name;
    }
}
