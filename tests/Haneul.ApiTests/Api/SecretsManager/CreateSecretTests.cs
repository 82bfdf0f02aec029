using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class CreateSecretTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private Task<(int Status, JsonElement Body)> CreateAsync(string json) => fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, json);

    [Fact]
    public async Task A_new_secret_shows_everything_but_its_value()
    {
        var name = NewName();
        var (status, body) = await CreateAsync($$$"""{"secret":{"name":"{{{name}}}","description":"for tests","secret_data":"the-value"}}""");

        Assert.Equal(201, status);
        var secret = body.GetProperty("secret");
        Assert.Equal(name, secret.GetProperty("name").GetString());
        Assert.Equal("for tests", secret.GetProperty("description").GetString());
        Assert.Equal("Active", secret.GetProperty("status").GetString());
        Assert.Equal(1, secret.GetProperty("default_version").GetInt32());
        Assert.Equal(1, secret.GetProperty("version_count").GetInt32());
        Assert.Equal(1000, secret.GetProperty("version_quota").GetInt32());
        Assert.True(secret.GetProperty("is_version_creation_allowed").GetBoolean());
        Assert.False(secret.GetProperty("is_deletion_allowed").GetBoolean());
        Assert.False(secret.GetProperty("is_access_control_enabled").GetBoolean());
        Assert.True(secret.GetProperty("is_accessible").GetBoolean());
        Assert.Equal(JsonValueKind.Null, secret.GetProperty("kms_key_name").ValueKind);
        Assert.Equal(fixture.Admin.UserName, secret.GetProperty("created_by").GetString());
        Assert.DoesNotContain("the-value", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_creates_in_the_contracts_shape()
    {
        foreach (var address in SecretsAddress.All)
        {
            var (status, _) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewSecret(NewName(), "1"), address);
            Assert.Equal(201, status);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("비밀 번호")]
    [InlineData("a/b?c=d&e %00 '\"\\")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData(" leading and trailing ")]
    public async Task A_name_may_be_any_text_without_controls(string name)
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token, name: name);

        var (_, body) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", token);
        Assert.Equal(name, body.GetProperty("secret").GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_length_of_a_name_counts_characters_not_code_units()
    {
        var longest = string.Concat(Enumerable.Repeat("😀", 255));
        Assert.Equal(201, (await CreateAsync(NewSecret(longest, "1"))).Status);

        var (status, body) = await CreateAsync(NewSecret(longest + "x", "1"));
        Assert.Equal(400, status);
        Assert.Contains("secret.name: must have 1 to 255 characters", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_taken_once_per_project()
    {
        var name = NewName();
        await fixture.CreateSecretAsync(fixture.Token, name: name);

        var (status, body) = await CreateAsync(NewSecret(name, "2"));
        Assert.Equal(409, status);
        Assert.Equal("SecretNameAlreadyExists", CodeOf(body));
        await fixture.CreateSecretAsync(fixture.OtherToken, name: name);
        await fixture.CreateSecretAsync(fixture.Token, name: name.ToUpperInvariant());
    }

    [Fact]
    public async Task Of_many_calls_for_one_name_one_wins()
    {
        var name = NewName();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => CreateAsync(NewSecret(name, "1"))));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(15, answers.Count(answer => answer.Status == 409));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var (status, body) = await CreateAsync("""
            {"secret":{"name":7,"description":[],"kms_key_id":{},"is_access_control_enabled":"yes","access_target_ids":[1],"colour":"red","colour":"red"},"more":1}
            """);

        Assert.Equal(400, status);
        var message = MessageOf(body);
        foreach (var expected in new[]
        {
            "secret.name: must be a string", "secret.description: must be a string", "secret.secret_data: is required", "secret.kms_key_id: must be a string",
            "secret.is_access_control_enabled: must be true or false", "secret.access_target_ids[0]: must be a string", "secret.colour: is not a known field",
            "secret.colour: must not be repeated", "more: is not a known field",
        })
        {
            Assert.Contains(expected, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"secret":{"name":"","secret_data":1}}""", "secret.name: must have 1 to 255 characters")]
    [InlineData("""{"secret":{"name":null,"secret_data":1}}""", "secret.name: must not be null")]
    [InlineData("""{"secret":{"secret_data":1}}""", "secret.name: is required")]
    [InlineData("""{"secret":{"name":"a\u0007b","secret_data":1}}""", "secret.name: must not contain control characters")]
    [InlineData("""{"secret":{"name":"a\ud800b","secret_data":1}}""", "secret.name: must be valid Unicode text")]
    [InlineData("""{"secret":{"name":"x"}}""", "secret.secret_data: is required")]
    [InlineData("""{"secret":{"name":"x","secret_data":"\ud800"}}""", "secret.secret_data: must be valid Unicode text")]
    [InlineData("""{"secret":{"name":"x","secret_data":"\udc00\ud800"}}""", "secret.secret_data: must be valid Unicode text")]
    [InlineData("""{"secret":{"name":"x","secret_data":["\ud83d\u0041"]}}""", "secret.secret_data: must be valid Unicode text")]
    [InlineData("""{"secret":{"name":"x","secret_data":{"\udfff":1}}}""", "secret.secret_data: must be valid Unicode text")]
    [InlineData("""{"secret":{"name":"x","secret_data":[{"a":1,"\u0061":2}]}}""", "secret.secret_data: must not have an object with a repeated field")]
    [InlineData("""{"secret":null}""", "secret: must not be null")]
    [InlineData("""{}""", "secret: is required")]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""{"secret":""", "not valid JSON")]
    public async Task A_wrong_body_is_400_and_says_what_is_wrong(string json, string expected)
    {
        var (status, body) = await CreateAsync(json);

        Assert.Equal(400, status);
        Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
        Assert.Single(MessageOf(body).Split("; "));
    }

    [Fact]
    public async Task No_message_quotes_the_value()
    {
        foreach (var value in new[] { """{"c4n4ry":1,"c4n4ry":2}""", "\"c4n4ry\\ud800\"", "\"c4n4ry" + new string('x', 70_000) + "\"", "c4n4ry" })
        {
            var (status, body) = await CreateAsync(NewSecret(NewName(), value));
            Assert.Equal(400, status);
            Assert.DoesNotContain("c4n4ry", body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fields_that_ask_for_nothing_are_taken()
    {
        var (status, _) = await CreateAsync($$$"""
            {"secret":{"name":"{{{NewName()}}}","secret_data":1,"description":null,"kms_key_id":null,"is_access_control_enabled":false,"access_target_ids":[]}}
            """);
        Assert.Equal(201, status);
    }

    [Fact]
    public async Task A_description_has_at_most_1000_characters()
    {
        string With(int length) => $$$"""{"secret":{"name":"{{{NewName()}}}","secret_data":1,"description":"{{{new string('가', length)}}}"}}""";
        Assert.Equal(201, (await CreateAsync(With(1000))).Status);
        var (status, body) = await CreateAsync(With(1001));
        Assert.Equal(400, status);
        Assert.Contains("secret.description", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_query_parameter_is_400()
    {
        var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "?force=1", fixture.Token, NewSecret(NewName(), "1"));
        Assert.Equal(400, status);
        Assert.Contains("force", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_utf8_is_400()
    {
        var body = Encoding.Latin1.GetBytes("{\"secret\":{\"name\":\"\u00ff\",\"secret_data\":1}}");
        using var response = await fixture.SendBytesAsync(SecretsAddress.Root, HttpMethod.Post, "", fixture.Token, body);
        Assert.Equal(400, (int)response.StatusCode);
        await ContractCheck.VerifyAsync("CreateSecret", response);
    }

    [Theory]
    [InlineData("\"access_target_ids\":[\"someone\"]")]
    [InlineData("\"access_target_ids\":[\"someone\"],\"is_access_control_enabled\":false")]
    public async Task A_list_of_subjects_without_access_control_is_400(string fields)
    {
        var (status, body) = await CreateAsync($$$"""{"secret":{"name":"{{{NewName()}}}","secret_data":1,{{{fields}}}}}""");

        Assert.Equal(400, status);
        Assert.Contains("secret.access_target_ids: needs is_access_control_enabled to be true", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_not_create()
    {
        var reader = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_reader");
        var (status, _) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", reader.Token, NewSecret(NewName(), "1"));
        Assert.Equal(403, status);
    }
}
