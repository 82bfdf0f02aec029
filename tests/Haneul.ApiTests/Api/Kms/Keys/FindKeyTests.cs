using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

public sealed class FindKeyTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("not-an-id")]
    [InlineData("00000000-0000-4000-8000-000000000000")]
    [InlineData("%27%20OR%201=1")]
    public async Task An_id_that_is_not_there_is_404(string id)
    {
        var missing = id.Length == 0 ? new string('x', 3000) : id;
        var (status, body) = await fixture.CallAsync("GetKey", HttpMethod.Get, $"/keys/{missing}", fixture.Token);
        Assert.Equal(404, status);
        Assert.Equal("KeyNotFound", CodeOf(body));
    }

    [Fact]
    public async Task Another_projects_key_is_404_everywhere_and_stays()
    {
        var id = await fixture.CreateKeyIdAsync(fixture.Token, "only mine", "\"access_target_ids\":[]");
        var list = """{"targets":{"ids":["a"]}}""";
        foreach (var (operation, method, path, json) in new (string, HttpMethod, string, string?)[]
        {
            ("GetKey", HttpMethod.Get, $"/keys/{id}", null),
            ("GetKeyByName", HttpMethod.Get, "/keys/name/only%20mine", null),
            ("DeleteUserKey", HttpMethod.Delete, $"/keys/{id}", null),
            ("UpdateUserKeyAccessControl", HttpMethod.Put, $"/keys/{id}/access-control", """{"access_control":{"is_enabled":false}}"""),
            ("ListUserKeyAccessTargets", HttpMethod.Get, $"/keys/{id}/access-control/targets", null),
            ("AddUserKeyAccessTargets", HttpMethod.Post, $"/keys/{id}/access-control/targets", list),
            ("RemoveUserKeyAccessTargets", HttpMethod.Post, $"/keys/{id}/access-control/targets/deletions", list),
        })
        {
            var (status, body) = await fixture.CallAsync(operation, method, path, fixture.OtherToken, json);
            Assert.Equal((operation, 404, "KeyNotFound"), (operation, status, CodeOf(body)));
        }

        var (bulk, deleted) = await fixture.CallAsync("BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions", fixture.OtherToken, $$$"""{"keys":{"ids":["{{{id}}}"]}}""");
        Assert.Equal(200, bulk);
        Assert.Equal("KeyNotFound", Assert.Single(deleted.GetProperty("keys").GetProperty("results").EnumerateArray()).GetProperty("error_code").GetString());
        Assert.True((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_access_control_enabled").GetBoolean());
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("versions")]
    [InlineData("public-key")]
    [InlineData("name")]
    [InlineData("with space & more?=#")]
    [InlineData("prod/db/password")]
    [InlineData("prod%2Fdb")]
    [InlineData("100%")]
    [InlineData("한글 ☃ 🔑")]
    public async Task A_key_of_any_name_is_found_by_it(string name)
    {
        var admin = await fixture.NewProjectAsync();
        var id = await fixture.CreateKeyIdAsync(admin.Token, name);

        var (status, body) = await fixture.CallAsync("GetKeyByName", HttpMethod.Get, $"/keys/name/{Uri.EscapeDataString(name)}", admin.Token);
        Assert.True(status == 200, body.ToString());
        var expected = $$$"""{"key":{"id":"{{{id}}}","owner_type":"USER","name":{{{Quote(name)}}},"description":null,"default_version":1}}""";
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), body), body.ToString());
    }

    [Fact]
    public async Task A_slash_in_a_name_is_not_its_escape()
    {
        var admin = await fixture.NewProjectAsync();
        var slash = await fixture.CreateKeyIdAsync(admin.Token, "a/b");
        var escape = await fixture.CreateKeyIdAsync(admin.Token, "a%2Fb");

        Assert.Equal(slash, await IdOfAsync("a%2Fb"));
        Assert.Equal(escape, await IdOfAsync("a%252Fb"));

        async Task<string?> IdOfAsync(string segment) =>
            (await fixture.CallAsync("GetKeyByName", HttpMethod.Get, $"/keys/name/{segment}", admin.Token)).Body.GetProperty("key").GetProperty("id").GetString();
    }

    [Fact]
    public async Task A_service_key_is_found_by_name_and_listed_once_its_service_has_used_it()
    {
        var admin = await fixture.NewProjectAsync();
        Assert.Equal(404, (await fixture.CallAsync("GetKeyByName", HttpMethod.Get, "/keys/name/secrets-manager", admin.Token)).Status);
        Assert.Equal(0, (await ListServiceKeysAsync(admin.Token, "")).GetProperty("pagination").GetProperty("total").GetInt64());

        await fixture.CreateSecretAsync(admin.Token, name: "one");
        await fixture.CreateKeyAsync(admin.Token);

        var (status, body) = await fixture.CallAsync("GetKeyByName", HttpMethod.Get, "/keys/name/secrets-manager", admin.Token);
        Assert.Equal(200, status);
        Assert.Equal("""{"id":null,"owner_type":"SERVICE","name":"secrets-manager","description":null,"default_version":1}""", body.GetProperty("key").GetRawText());

        // The key of KMS itself, under which the material of the user key is, is nobody's business.
        Assert.Equal(404, (await fixture.CallAsync("GetKeyByName", HttpMethod.Get, "/keys/name/kms", admin.Token)).Status);
        var key = Assert.Single((await ListServiceKeysAsync(admin.Token, "")).GetProperty("service_keys").EnumerateArray());
        Assert.Equal("secrets-manager", key.GetProperty("name").GetString());
        Assert.Equal("secrets-manager", key.GetProperty("service").GetString());
        Assert.Equal("ACTIVE", key.GetProperty("status").GetString());
        Assert.Equal(1, key.GetProperty("default_version").GetInt32());
        Assert.Equal(365, key.GetProperty("rotation_period").GetInt32());
        Assert.Equal(JsonValueKind.Null, key.GetProperty("last_rotation_at").ValueKind);
        Assert.EndsWith("T15:00:00.000000Z", key.GetProperty("next_rotation_at").GetString(), StringComparison.Ordinal); // Midnight in Korea.
        Assert.EndsWith("Z", key.GetProperty("created_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_keys_are_filtered_sorted_and_paged()
    {
        var admin = await fixture.NewProjectAsync();
        await fixture.Store.WriteAsync(async tx =>
        {
            foreach (var (service, term, at) in new[] { ("a", 1, 10L), ("b", 1, 20L), ("b", 2, 1_000_000L), ("kms", 1, 5L) })
            {
                await tx.ExecuteAsync($"""
                    INSERT INTO kms_service_keys (project_id, service, term, key_id, root, wrapped, created_at)
                    VALUES ({admin.ProjectId}, {service}, {term}, 'x', 'x', {new byte[] { 1 }}, {at})
                    """);
            }

            return 0;
        });

        Assert.Equal(["b", "a"], NamesOf(await ListServiceKeysAsync(admin.Token, "")));
        Assert.Equal(["a", "b"], NamesOf(await ListServiceKeysAsync(admin.Token, "?sort_keys=name")));
        Assert.Equal(["b", "a"], NamesOf(await ListServiceKeysAsync(admin.Token, "?sort_keys=default_version&sort_dirs=desc")));
        Assert.Equal(["b"], NamesOf(await ListServiceKeysAsync(admin.Token, "?sort_keys=service&limit=1&offset=1")));
        Assert.Equal(["a"], NamesOf(await ListServiceKeysAsync(admin.Token, "?name=a")));
        Assert.Equal(["b"], NamesOf(await ListServiceKeysAsync(admin.Token, "?service=b")));
        Assert.Empty(NamesOf(await ListServiceKeysAsync(admin.Token, "?service=b&name=a")));
        Assert.Empty(NamesOf(await ListServiceKeysAsync(admin.Token, "?service=kms")));
        var rotated = Assert.Single((await ListServiceKeysAsync(admin.Token, "?name=b")).GetProperty("service_keys").EnumerateArray());
        Assert.Equal(2, rotated.GetProperty("default_version").GetInt32());
        Assert.Equal("1970-01-01T00:00:01.000000Z", rotated.GetProperty("last_rotation_at").GetString());

        var (status, body) = await fixture.CallAsync("ListServiceKeys", HttpMethod.Get, "/service-keys?limit=0&sort_keys=id&colour=red", admin.Token);
        Assert.Equal(400, status);
        Assert.Contains("limit: ", MessageOf(body), StringComparison.Ordinal);
        Assert.Contains("sort_keys: ", MessageOf(body), StringComparison.Ordinal);
        Assert.Contains("colour: ", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_choice_for_other_services_has_active_symmetric_keys_that_the_caller_may_use_and_service_keys()
    {
        var admin = await fixture.NewProjectAsync();
        var user = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_user");
        await fixture.CreateSecretAsync(admin.Token, name: "one");
        var open = await fixture.CreateKeyIdAsync(admin.Token, "b open");
        var closed = await fixture.CreateKeyIdAsync(admin.Token, "a closed", "\"access_target_ids\":[]");
        await fixture.CreateKeyAsync(admin.Token, "pending", more: "\"is_pending_activation\":true");
        await fixture.CreateKeyAsync(admin.Token, "hmac", """ "type":"SYMMETRIC","purpose":"HMAC","algorithm":"HMAC-256" """);
        await fixture.DestroyVersionsAsync(await fixture.CreateKeyIdAsync(admin.Token, "destroyed"));

        Assert.Equal([null, closed, open], await ChoiceAsync(admin.Token));
        Assert.Equal([null, open], await ChoiceAsync(user.Token));
        Assert.Equal(400, (await fixture.CallAsync("ListSymmetricKeys", HttpMethod.Get, "/symmetric-keys?limit=1", admin.Token)).Status);

        async Task<IEnumerable<string?>> ChoiceAsync(string token)
        {
            var (status, body) = await fixture.CallAsync("ListSymmetricKeys", HttpMethod.Get, "/symmetric-keys", token);
            Assert.Equal(200, status);
            var keys = body.GetProperty("symmetric_keys").EnumerateArray().ToList();
            Assert.Equal("""{"id":null,"name":"secrets-manager","type":"SERVICE"}""", keys[0].GetRawText());
            Assert.All(keys.Skip(1), key => Assert.Equal("USER", key.GetProperty("type").GetString()));
            return keys.Select(key => key.GetProperty("id").GetString());
        }
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData("?type=SYMMETRIC", 5)]
    [InlineData("?purpose=DIGITAL_SIGNATURE", 2)]
    [InlineData("?type=ASYMMETRIC&purpose=HMAC", 0)]
    [InlineData("?type=&purpose=HMAC", 4)]
    public async Task Algorithms_are_filtered_by_type_and_purpose(string query, int count)
    {
        var (status, body) = await fixture.CallAsync("ListKeyAlgorithms", HttpMethod.Get, "/algorithms" + query, fixture.Token);
        Assert.Equal(200, status);
        Assert.Equal(count, body.GetProperty("algorithms").GetArrayLength());
    }

    [Fact]
    public async Task A_filter_of_algorithms_by_a_word_that_is_none_is_400()
    {
        var (status, body) = await fixture.CallAsync("ListKeyAlgorithms", HttpMethod.Get, "/algorithms?type=x&purpose=x&name=x", fixture.Token);
        Assert.Equal(400, status);
        Assert.Equal(3, MessageOf(body).Split("; ").Length);
    }

    [Theory]
    [InlineData("/kms")]
    [InlineData("/key-management-service")]
    public async Task The_service_is_active_in_every_project(string prefix)
    {
        var (status, body) = await fixture.CallAsync("GetKmsServiceStatus", HttpMethod.Get, "/activation", fixture.OtherToken, prefix: prefix);
        Assert.Equal(200, status);
        Assert.True(body.GetProperty("service").GetProperty("is_activated").GetBoolean());

        (status, body) = await fixture.CallAsync("ActivateKmsService", HttpMethod.Post, "/activation", fixture.OtherToken, prefix: prefix);
        Assert.Equal(200, status);
        Assert.True(body.GetProperty("service").GetProperty("is_activated").GetBoolean());
        Assert.Equal(400, (await fixture.CallAsync("ActivateKmsService", HttpMethod.Post, "/activation?colour=red", fixture.OtherToken, prefix: prefix)).Status);
        Assert.Equal(400, (await fixture.CallAsync("GetKmsServiceStatus", HttpMethod.Get, "/activation?colour=red", fixture.OtherToken, prefix: prefix)).Status);
    }

    private async Task<JsonElement> ListServiceKeysAsync(string token, string query)
    {
        var (status, body) = await fixture.CallAsync("ListServiceKeys", HttpMethod.Get, "/service-keys" + query, token);
        Assert.True(status == 200, body.ToString());
        return body;
    }

    private static IEnumerable<string> NamesOf(JsonElement body) => body.GetProperty("service_keys").EnumerateArray().Select(key => key.GetProperty("name").GetString()!);
}
