using System.Text;
using System.Text.Json;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class ReadSecretValueTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task Published_addresses_answer_flat()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"s3cret\"");
        foreach (var address in SecretsAddress.Published)
        {
            using var response = await fixture.SendToAsync(address, HttpMethod.Get, $"/{id}/versions/value", fixture.Token);
            var body = await Conformance.ContractCheck.VerifyAsync("GetSecretValue", response);

            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal(["code", "message", "data", "requestId"], body.EnumerateObject().Select(field => field.Name));
            Assert.Equal("OK", body.GetProperty("code").GetString());
            Assert.Equal("Success", body.GetProperty("message").GetString());
            Assert.Equal("s3cret", body.GetProperty("data").GetString());
            Assert.Equal(Assert.Single(response.Headers.GetValues("X-Request-Id")), body.GetProperty("requestId").GetString());
            Assert.True(response.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task Contract_addresses_answer_the_json_that_was_stored()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, """{"user":"a","port":5432}""");
        foreach (var address in SecretsAddress.Contract)
        {
            Assert.Equal("""{"user":"a","port":5432}""", await fixture.ReadContractAsync(fixture.Token, id, address));
        }
    }

    [Fact]
    public async Task The_read_of_a_given_version_has_the_contracts_shape_at_every_address()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        foreach (var address in SecretsAddress.All)
        {
            var (status, body) = await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", fixture.Token, address: address);
            Assert.Equal(200, status);
            Assert.Equal("""{"version":{"secret":"one"}}""", body.GetRawText());
        }
    }

    // The text of a JSON string, the JSON text of anything else (issue 2).
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a \\\"quoted\\\" \\\\ text\\n\\u0000\\u00e9\\ud83d\\ude00\"", "a \"quoted\" \\ text\n\0é😀")]
    [InlineData("\"{\\\"json\\\":\\\"in a string\\\"}\"", "{\"json\":\"in a string\"}")]
    [InlineData("\"비밀\"", "비밀")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("-0.50e+10", "-0.50e+10")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("{ \"a\" :\t[1,\r\n \"b\\\\\\\"\"] }", "{ \"a\" :\t[1,\r\n \"b\\\\\\\"\"] }")]
    public async Task Every_kind_of_json_comes_back_as_it_was_sent(string json, string data)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, json);

        Assert.Equal(data, await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal(json, await fixture.ReadContractAsync(fixture.Token, id));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\\')]
    public async Task A_value_has_at_most_64_KiB_as_json(char filler)
    {
        string Value(int bytes) => $"\"{(filler == 'x' ? new string('x', bytes - 2) : string.Concat(Enumerable.Repeat("\\\\", (bytes - 2) / 2)))}\"";
        var id = await fixture.CreateSecretAsync(fixture.Token, Value(65_536));
        Assert.Equal(Value(65_536), await fixture.ReadContractAsync(fixture.Token, id));
        Assert.Equal(JsonElement.Parse(Value(65_536)).GetString(), await fixture.ReadFlatAsync(fixture.Token, id));

        var (status, body) = await fixture.CallAsync(
            "CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion(Value(65_538)));
        Assert.Equal(400, status);
        Assert.Contains("version.secret: must have at most 65536 bytes", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_counts_bytes_of_utf8()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, $"\"{new string('가', 21_844)}\"");
        Assert.Equal(21_844, (await fixture.ReadFlatAsync(fixture.Token, id)).Length);
        var (status, _) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewSecret(NewName(), $"\"{new string('가', 21_845)}\""));
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_value_may_be_62_levels_deep_and_deeper_is_400()
    {
        string Nested(int depth) => new string('[', depth) + new string(']', depth);
        var id = await fixture.CreateSecretAsync(fixture.Token, Nested(62));
        Assert.Equal(Nested(62), await fixture.ReadFlatAsync(fixture.Token, id));
        foreach (var depth in new[] { 63, 100_000 })
        {
            var (status, _) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewSecret(NewName(), Nested(depth)));
            Assert.Equal(400, status);
        }
    }

    [Fact]
    public async Task Without_a_version_or_with_an_empty_one_the_default_is_read()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");

        Assert.Equal("two", await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal("two", await fixture.ReadFlatAsync(fixture.Token, id, "?version="));
        Assert.Equal("one", await fixture.ReadFlatAsync(fixture.Token, id, "?version=1"));
        Assert.Equal("two", await fixture.ReadFlatAsync(fixture.Token, id, "?version=2"));
    }

    [Theory]
    [InlineData("?version=0", 400)]
    [InlineData("?version=-1", 400)]
    [InlineData("?version=2147483648", 400)]
    [InlineData("?version=99999999999999999999", 400)]
    [InlineData("?version=1.0", 400)]
    [InlineData("?version=one", 400)]
    [InlineData("?version=%00", 400)]
    [InlineData("?version=1&version=1", 400)]
    [InlineData("?colour=red", 400)]
    [InlineData("?version=2", 404)]
    [InlineData("?version=2147483647", 404)]
    public async Task A_wrong_version_answers_flat(string query, int expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value{query}", fixture.Token);

        Assert.Equal(expected, status);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("data").ValueKind);
        Assert.Equal(body.GetProperty("code").GetString(), CodeOf(body));
        Assert.Equal(body.GetProperty("message").GetString(), MessageOf(body));
    }

    [Theory]
    [InlineData("0", 400)]
    [InlineData("-1", 400)]
    [InlineData("+1", 400)]
    [InlineData("2147483648", 400)]
    [InlineData("one", 400)]
    [InlineData("2", 404)]
    [InlineData("2147483647", 404)]
    public async Task A_wrong_version_in_the_path_answers_in_the_contracts_shape(string version, int expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, _) = await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/{version}/value", fixture.Token);
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("?version=1")]
    [InlineData("?version=")]
    public async Task The_contracts_default_read_takes_no_version(string query)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync(
            "GetSecretDefaultVersion", HttpMethod.Get, $"/{id}/versions/value{query}", fixture.Token, address: ContractAddress);
        Assert.Equal(400, status);
        Assert.Contains("version: is not a known parameter", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_another_project_is_unknown_like_any_other_id()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var foreign = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", fixture.OtherToken);
        var unknown = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, "/00000000-0000-4000-8000-000000000000/versions/value", fixture.OtherToken);

        Assert.Equal(404, foreign.Status);
        Assert.Equal(404, unknown.Status);
        Assert.Equal(MessageOf(unknown.Body), MessageOf(foreign.Body));
        Assert.Equal(404, (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", fixture.OtherToken)).Status);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%20")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("'%20OR%20'1'='1")]
    public async Task An_id_of_any_shape_that_does_not_exist_is_404(string id)
    {
        Assert.Equal(404, (await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", fixture.Token)).Status);
        Assert.Equal(404, (await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token)).Status);
        Assert.Equal(404, (await fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{id}/versions", fixture.Token)).Status);
        Assert.Equal(404, (await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("1"))).Status);
    }

    // The engines take no U+0000, and it comes no further than the HTTP parser.
    [Fact]
    public async Task A_null_character_in_the_path_is_400()
    {
        using var response = await fixture.SendToAsync(SecretsAddress.Root, HttpMethod.Get, "/a%00b/versions/value", fixture.Token);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_very_long_id_is_404()
    {
        var (status, _) = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{new string('a', 4000)}/versions/value", fixture.Token);
        Assert.Equal(404, status);
    }

    [Fact]
    public async Task Without_a_token_the_seeds_read_is_401_and_flat()
    {
        var (status, _) = await fixture.CallAsync("GetSecretValue", HttpMethod.Get, "/x/versions/value", token: null);
        Assert.Equal(401, status);
    }

    [Theory]
    [InlineData("project_reader", 403)]
    [InlineData("secrets_manager_viewer", 403)]
    [InlineData("secrets_manager_writer", 403)]
    [InlineData("secrets_manager_manager", 200)]
    [InlineData("project_member", 200)]
    public async Task The_roles_decide_who_reads_values(string role, int expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var persona = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, role);

        Assert.Equal(expected, (await fixture.CallAsync("GetSecretValue", HttpMethod.Get, $"/{id}/versions/value", persona.Token)).Status);
        Assert.Equal(expected, (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", persona.Token)).Status);
        Assert.Equal(200, (await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", persona.Token)).Status);
    }

    [Theory]
    [InlineData("Deactivated")]
    [InlineData("Destroyed")]
    public async Task A_default_version_that_is_not_active_is_409_and_no_other_takes_its_place(string state)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(tx => state == "Destroyed"
            ? tx.ExecuteAsync($"UPDATE secrets_versions SET status = {state}, ciphertext = NULL WHERE secret_id = {id} AND version = 2")
            : tx.ExecuteAsync($"UPDATE secrets_versions SET status = {state} WHERE secret_id = {id} AND version = 2"));

        foreach (var (operation, path, address) in new[]
        {
            ("GetSecretValue", "versions/value", SecretsAddress.Root),
            ("GetSecretValue", "versions/value?version=2", SecretsAddress.Root),
            ("GetSecretDefaultVersion", "versions/value", ContractAddress),
            ("GetSecretVersion", "versions/2/value", ContractAddress),
        })
        {
            var (status, body) = await fixture.CallAsync(operation, HttpMethod.Get, $"/{id}/{path}", fixture.Token, address: address);
            Assert.Equal(409, status);
            Assert.Equal("SecretVersionNotActive", CodeOf(body));
            Assert.Contains(state, MessageOf(body), StringComparison.Ordinal);
        }

        Assert.Equal("one", await fixture.ReadFlatAsync(fixture.Token, id, "?version=1"));
    }

    [Fact]
    public async Task A_request_id_that_could_break_the_answer_is_replaced()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/secrets/{id}/versions/value");
        request.Headers.Add("X-Auth-Token", fixture.Token);
        request.Headers.TryAddWithoutValidation("X-Request-Id", "a\",\"data\":\"b");
        using var response = await fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var body = await Conformance.ContractCheck.VerifyAsync("GetSecretValue", response);
        Assert.StartsWith("req-", body.GetProperty("requestId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_get_needs_no_content_type_and_takes_the_seeds()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        using var response = await fixture.SendBytesAsync(SecretsAddress.Root, HttpMethod.Get, $"/{id}/versions/value", fixture.Token, []);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_database_holds_no_plaintext()
    {
        var canary = "c4n4ry-" + NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, $"\"{canary}\"");
        var envelope = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT ciphertext FROM secrets_versions WHERE secret_id = {id}", row => row.GetFieldValue<byte[]>(0)));

        Assert.True(envelope.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0);
    }
}
