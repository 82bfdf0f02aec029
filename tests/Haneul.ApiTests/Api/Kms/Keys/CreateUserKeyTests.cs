using System.Security.Cryptography;
using System.Text.Json;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

public sealed class CreateUserKeyTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    private static readonly string[] Types = ["SYMMETRIC", "ASYMMETRIC"];
    private static readonly string[] Purposes = ["SYMMETRIC_ENCRYPT_DECRYPT", "ASYMMETRIC_ENCRYPT_DECRYPT", "DIGITAL_SIGNATURE", "HMAC"];
    private static readonly string[] Algorithms = ["AES256-GCM96", "RSA-2048", "ECDSA-P256", "HMAC-224", "HMAC-256", "HMAC-384", "HMAC-512"];

    [Theory]
    [InlineData("SYMMETRIC", "SYMMETRIC_ENCRYPT_DECRYPT", "AES256-GCM96", 32)]
    [InlineData("ASYMMETRIC", "ASYMMETRIC_ENCRYPT_DECRYPT", "RSA-2048", 0)]
    [InlineData("ASYMMETRIC", "DIGITAL_SIGNATURE", "RSA-2048", 0)]
    [InlineData("ASYMMETRIC", "DIGITAL_SIGNATURE", "ECDSA-P256", 0)]
    [InlineData("SYMMETRIC", "HMAC", "HMAC-224", 28)]
    [InlineData("SYMMETRIC", "HMAC", "HMAC-256", 32)]
    [InlineData("SYMMETRIC", "HMAC", "HMAC-384", 48)]
    [InlineData("SYMMETRIC", "HMAC", "HMAC-512", 64)]
    public async Task A_key_of_every_kind_has_a_first_version_with_material_that_opens(string type, string purpose, string algorithm, int length)
    {
        var name = NewName();
        var key = await fixture.CreateKeyAsync(fixture.Token, name, Spec(type, purpose, algorithm), "\"description\":\"for \\u2603\"");
        var id = key.GetProperty("id").GetString()!;

        var expected = $$"""
            {"id":"{{id}}","name":"{{name}}","project_id":"{{fixture.Admin.ProjectId}}","owner_name":"{{fixture.Admin.UserName}}","description":"for ☃","purpose":"{{purpose}}",
             "status":"ACTIVE","type":"{{type}}","algorithm":"{{algorithm}}","default_version":1,"is_rotation_enabled":false,"rotation_period":null,
             "is_immediate_delete_enabled":false,"last_rotation_at":null,"next_rotation_at":null,"created_by":"{{fixture.Admin.UserName}}",
             "created_at":"{{key.GetProperty("created_at").GetString()}}","version_quota":1000,"version_count":1,"is_version_creation_allowed":true,
             "is_access_control_enabled":false,"is_accessible":true}
            """;
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), key), key.ToString());
        Assert.True(JsonElement.DeepEquals(key, await fixture.GetKeyAsync(fixture.Token, id)));

        var (status, envelope, publicKey) = await StoredAsync(id);
        Assert.Equal("ACTIVE", status);
        var spec = new KeySpec(type, purpose, algorithm);
        using var material = await fixture.Services.GetRequiredService<KeyMaterials>().OpenAsync(fixture.Admin.ProjectId, id, 1, spec, envelope, CancellationToken.None);
        if (spec.IsAsymmetric)
        {
            using var pair = AsymmetricKey.FromPrivateKey(spec, material.Span);
            Assert.Equal(pair.ExportPublicKey(), publicKey);
        }
        else
        {
            Assert.Equal(length, material.Length);
            Assert.Null(publicKey);
        }
    }

    [Fact]
    public async Task Two_keys_never_have_the_same_material()
    {
        var materials = fixture.Services.GetRequiredService<KeyMaterials>();
        var digests = new HashSet<string>();
        for (var count = 0; count < 5; count++)
        {
            var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName());
            using var material = await materials.OpenAsync(fixture.Admin.ProjectId, id, 1, KeyAlgorithms.All[0], (await StoredAsync(id)).Envelope, CancellationToken.None);
            Assert.True(digests.Add(Convert.ToHexString(SHA256.HashData(material.Span))));
        }
    }

    [Fact]
    public async Task A_key_in_pre_activation_has_no_version_and_no_date_of_rotation()
    {
        var key = await fixture.CreateKeyAsync(fixture.Token, more: "\"is_pending_activation\":true,\"rotation_period\":30");

        Assert.Equal("PRE_ACTIVATION", key.GetProperty("status").GetString());
        Assert.Equal(0, key.GetProperty("default_version").GetInt32());
        Assert.Equal(0, key.GetProperty("version_count").GetInt32());
        Assert.True(key.GetProperty("is_immediate_delete_enabled").GetBoolean());
        Assert.True(key.GetProperty("is_rotation_enabled").GetBoolean());
        Assert.Equal(30, key.GetProperty("rotation_period").GetInt32());
        Assert.Equal(JsonValueKind.Null, key.GetProperty("next_rotation_at").ValueKind);
        Assert.Equal(1, await fixture.RowsOfAsync(key.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys?colour=red", fixture.Token, "{}");
        Assert.Equal(400, status);
        Assert.Contains("colour: ", MessageOf(body), StringComparison.Ordinal);

        (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", fixture.Token, $$"""
            {"key":{"name":"a\u0007","description":"{{new string('x', 1001)}}","type":"symmetric","purpose":7,"rotation_period":1096,"is_pending_activation":"no",
             "is_access_control_enabled":null,"access_target_ids":["a","",7],"colour":"red"},"more":1}
            """);
        Assert.Equal(400, status);
        foreach (var field in new[]
        {
            "name", "description", "type", "purpose", "algorithm", "rotation_period", "is_pending_activation", "is_access_control_enabled", "access_target_ids",
            "access_target_ids[1]", "access_target_ids[2]", "colour",
        })
        {
            Assert.Contains($"key.{field}: ", MessageOf(body), StringComparison.Ordinal);
        }

        Assert.Contains("more: ", MessageOf(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "key: is required")]
    [InlineData("""{"key":[]}""", "key: must be an object")]
    [InlineData("""{"key":{}}""", "key.is_access_control_enabled: is required")]
    [InlineData("""{"key":{"is_access_control_enabled":"true"}}""", "key.is_access_control_enabled: must be true or false")]
    [InlineData("""{"key":{"rotation_period":0}}""", "key.rotation_period: must be a whole number from 1 to 1095")]
    [InlineData("""{"key":{"rotation_period":1.5}}""", "key.rotation_period: must be a whole number from 1 to 1095")]
    [InlineData("""{"key":{"name":""}}""", "key.name: must have 1 to 255 characters")]
    [InlineData("""{"key":{"name":null}}""", "key.name: must not be null")]
    [InlineData("""{"key":{"algorithm":"AES128"}}""", "key.algorithm: must be one of AES256-GCM96, RSA-2048")]
    [InlineData("""{"key":{"is_access_control_enabled":false,"access_target_ids":["a"]}}""", "key.access_target_ids: needs is_access_control_enabled to be true")]
    public async Task A_wrong_field_is_told_with_what_is_wrong(string json, string problem)
    {
        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", fixture.Token, json);

        Assert.Equal(400, status);
        Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_combinations_of_the_list_of_algorithms_make_a_key()
    {
        var (_, list) = await fixture.CallAsync("ListKeyAlgorithms", HttpMethod.Get, "/algorithms", fixture.Token);
        var offered = list.GetProperty("algorithms").EnumerateArray()
            .Select(row => (row.GetProperty("type").GetString()!, row.GetProperty("purpose").GetString()!, row.GetProperty("name").GetString()!)).ToHashSet();
        Assert.Equal(8, offered.Count);
        foreach (var (type, purpose, algorithm) in from type in Types from purpose in Purposes from algorithm in Algorithms select (type, purpose, algorithm))
        {
            // In pre-activation, so that no pair of keys is made.
            var (status, body) = await fixture.CallAsync(
                "CreateUserKey", HttpMethod.Post, "/keys", fixture.Token, NewKey(NewName(), Spec(type, purpose, algorithm), "\"is_pending_activation\":true"));
            Assert.Equal(offered.Contains((type, purpose, algorithm)) ? 201 : 400, status);
            if (status == 400)
            {
                Assert.Contains($"key.algorithm: {algorithm} does not go with the type {type} and the purpose {purpose}", MessageOf(body), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_name_is_taken_once_per_project()
    {
        await fixture.CreateKeyAsync(fixture.Token, "shared name");
        await fixture.CreateKeyAsync(fixture.Token, "Shared name");
        await fixture.CreateKeyAsync(fixture.OtherToken, "shared name");

        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", fixture.Token, NewKey("shared name"));
        Assert.Equal(409, status);
        Assert.Equal("KeyNameAlreadyExists", CodeOf(body));
    }

    [Theory]
    [InlineData("secrets-manager")]
    [InlineData("kms")]
    public async Task No_user_key_is_called_like_a_service_key(string name)
    {
        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", fixture.Token, NewKey(name));
        Assert.Equal(409, status);
        Assert.Equal("KeyNameReserved", CodeOf(body));
    }

    [Fact]
    public async Task Of_many_who_create_a_key_of_one_name_at_once_one_succeeds()
    {
        var admin = await fixture.NewProjectAsync();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            (await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", admin.Token, NewKey("one"))).Status));

        Assert.Equal(1, statuses.Count(status => status == 201));
        Assert.Equal(7, statuses.Count(status => status == 409));
        Assert.Equal(1, await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM kms_key_versions WHERE project_id = {admin.ProjectId}", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task A_project_with_keys_is_not_deleted()
    {
        var admin = await fixture.NewProjectAsync();
        await fixture.CreateKeyAsync(admin.Token);

        var (status, body) = await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/projects/{admin.ProjectId}", await fixture.AdminTokenAsync());
        Assert.Equal(409, status);
        Assert.Contains("1 keys", MessageOf(body), StringComparison.Ordinal);
    }

    private static string Spec(string type, string purpose, string algorithm) => $"\"type\":\"{type}\",\"purpose\":\"{purpose}\",\"algorithm\":\"{algorithm}\"";

    private async Task<(string Status, byte[] Envelope, byte[]? PublicKey)> StoredAsync(string id) => await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT v.status, m.envelope, v.public_key FROM kms_key_versions v JOIN kms_key_material m ON m.key_id = v.key_id AND m.version = v.version
        WHERE v.key_id = {id} AND v.version = 1
        """,
        row => (row.GetString(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2))));
}
