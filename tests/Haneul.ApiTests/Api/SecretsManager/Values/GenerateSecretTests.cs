using System.Text.Json;
using System.Text.RegularExpressions;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values;

public sealed class GenerateSecretTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_secret_is_made_with_a_value_that_nobody_has_seen()
    {
        var made = await CreateAsync(fixture.Token, $$$"""{"secret":{"name":{{{Quote(NewName())}}},"description":"made up"}}""");

        Assert.Equal(201, made.Status);
        Assert.Equal("\"v1\"", made.Tag);
        Assert.Equal(JsonValueKind.Null, made.Body.GetProperty("generated").GetProperty("secret").ValueKind);
        Assert.Equal(32, made.Body.GetProperty("generated").GetProperty("length").GetInt32());
        Assert.Equal(190.5, made.Body.GetProperty("generated").GetProperty("entropy_bits").GetDouble());
        Assert.Matches("^[a-zA-Z0-9]{32}$", await fixture.ReadFlatAsync(fixture.Token, made.Body.GetProperty("secret").GetProperty("id").GetString()!));
    }

    [Theory]
    [InlineData("\"length\":8,\"alphabet\":\"hex\"", "^[0-9a-f]{8}$", 32.0)]
    [InlineData("\"length\":4096,\"alphabet\":\"base64url\"", "^[A-Za-z0-9_-]{4096}$", 24576.0)]
    [InlineData("\"length\":200,\"alphabet\":\"lower,digits\"", "^[a-z0-9]{200}$", 1034.0)]
    [InlineData("\"length\":500,\"alphabet\":\"symbols\"", "^[!-/:-@\\[-`{-~]{500}$", 2500.0)]
    [InlineData("\"length\":64,\"characters\":\"가나\\\"\\\\\"", "^[가나\"\\\\]{64}$", 128.0)]
    public async Task A_version_is_made_of_the_characters_that_were_asked_for(string fields, string pattern, double bits)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1", NewName());

        var made = await CreateVersionAsync(fixture.Token, id, $$$"""{"version":{{{{fields}}},"show":true}}""");

        Assert.Equal(201, made.Status);
        Assert.Equal(2, made.Body.GetProperty("version").GetProperty("version").GetInt32());
        var shown = made.Body.GetProperty("generated").GetProperty("secret").GetString()!;
        Assert.Matches(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(5)), shown);
        Assert.Equal(bits, made.Body.GetProperty("generated").GetProperty("entropy_bits").GetDouble(), 0.1);
        Assert.Equal(shown, await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal("no-store", made.Raw.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Every_character_is_as_likely_as_any_other()
    {
        // 100 does not divide 256: without throwing bytes away the first 56 characters would come up half as often again.
        var characters = new string([.. Enumerable.Range(0xAC00, 100).Select(code => (char)code)]);
        var counts = new int[2];
        for (var round = 0; round < 10; round++)
        {
            var id = await fixture.CreateSecretAsync(fixture.Token, "1", NewName());
            var made = await CreateVersionAsync(fixture.Token, id, $$$"""{"version":{"length":4096,"characters":"{{{characters}}}","show":true}}""");
            foreach (var each in made.Body.GetProperty("generated").GetProperty("secret").GetString()!)
            {
                counts[each - 0xAC00 < 56 ? 0 : 1]++;
            }
        }

        // 56 % expected; the standard deviation of 40,960 draws is a quarter of a percent, the bias would give 65 %.
        Assert.InRange(counts[0] / 40960.0, 0.54, 0.58);
    }

    [Fact]
    public async Task Whoever_may_not_read_values_may_store_one_unseen_and_not_see_it()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1");
        var writer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_writer");

        var refused = await CreateVersionAsync(writer.Token, id, """{"version":{"show":true}}""");
        Assert.Equal("SecretValueNotVisible", CodeOf(refused.Body));
        Assert.Equal(403, refused.Status);
        Assert.Equal(201, (await CreateVersionAsync(writer.Token, id, """{"version":{}}""")).Status);
        Assert.Equal(403, (await CreateAsync(writer.Token, """{"secret":{"name":"no"}}""")).Status);
    }

    [Fact]
    public async Task The_trail_tells_that_a_value_was_made_up_and_shown_and_not_which()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var made = await CreateVersionAsync(fixture.Token, id, """{"version":{"show":true}}""");

        var newest = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("Create Secret Version", newest.GetProperty("event_name").GetString());
        Assert.Equal("true", newest.GetProperty("additional_info").GetProperty("generated").GetString());
        Assert.Equal("true", newest.GetProperty("additional_info").GetProperty("shown").GetString());
        Assert.DoesNotContain(made.Body.GetProperty("generated").GetProperty("secret").GetString()!, newest.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task States_conditions_and_other_projects_are_respected()
    {
        var name = NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, "1", name);
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");

        Assert.Equal("SecretNameAlreadyExists", CodeOf((await CreateAsync(fixture.Token, $$$"""{"secret":{"name":{{{Quote(name)}}}}}""")).Body));
        Assert.Equal("SecretNotFound", CodeOf((await CreateVersionAsync(fixture.OtherToken, id, """{"version":{}}""")).Body));
        Assert.Equal("SecretPreconditionFailed", CodeOf((await CreateVersionAsync(fixture.Token, id, """{"version":{}}""", "\"v2\"")).Body));
        await fixture.RestrictAsync(id);
        Assert.Equal("SecretAccessDenied", CodeOf((await CreateVersionAsync(colleague.Token, id, """{"version":{}}""")).Body));
    }

    [Theory]
    [InlineData("\"length\":7", "version.length")]
    [InlineData("\"length\":4097", "version.length")]
    [InlineData("\"length\":\"8\"", "version.length")]
    [InlineData("\"alphabet\":\"klingon\"", "version.alphabet")]
    [InlineData("\"alphabet\":\"lower,\"", "version.alphabet")]
    [InlineData("\"alphabet\":\"lower\",\"characters\":\"ab\"", "version.alphabet")]
    [InlineData("\"characters\":\"a\"", "version.characters")]
    [InlineData("\"characters\":\"aba\"", "version.characters")]
    [InlineData("\"characters\":\"a\\tb\"", "version.characters")]
    [InlineData("\"characters\":\"a😀\"", "version.characters")]
    [InlineData("\"show\":1", "version.show")]
    [InlineData("\"secret\":\"mine\"", "version.secret")]
    public async Task What_is_wrong_with_the_request_is_named(string fields, string field)
    {
        var refused = await CreateVersionAsync(fixture.Token, "any", $$$"""{"version":{{{{fields}}}}}""");
        Assert.Equal(400, refused.Status);
        Assert.Contains(field, MessageOf(refused.Body), StringComparison.Ordinal);
    }

    private Task<ValueAnswer> CreateAsync(string token, string json) => fixture.CallValuesAsync("GenerateSecret", HttpMethod.Post, "/secrets/generated", token, json);

    private Task<ValueAnswer> CreateVersionAsync(string token, string id, string json, string? condition = null) => fixture.CallValuesAsync(
        "GenerateSecretVersion", HttpMethod.Post, $"/secrets/{id}/versions/generated", token, json, condition is null ? [] : [("If-Match", condition)]);
}
