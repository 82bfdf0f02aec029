using System.Text.Json;
using Haneul.ApiTests.Access.Delegation;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.AccessKeys;

/// <summary>Access rules as resources of their own. What they keep from keys is in <see cref="AccessKeyAttackTests"/>.</summary>
public sealed class AccessRuleTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_rule_is_shown_listed_and_filtered_and_outlives_its_key()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var key = await user.MakeAsync(user.Password, "key", KeyedUser.With(KeyedUser.ReadUsers, KeyedUser.Rule("compute", "POST", "/v2.1/servers")));
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{key.GetProperty("id").GetString()}", user.Password)).Status);
        using var listed = await fixture.SendAsync(HttpMethod.Get, user.Rules, user.Password);
        var rules = (await ContractCheck.VerifyAsync("ListAccessRules", listed)).GetProperty("access_rules");
        Assert.Equal(2, rules.GetArrayLength());

        foreach (var query in new[] { "service=compute", "method=POST", "path=/v2.1/servers", "service=compute&method=POST&path=/v2.1/servers" })
        {
            var found = Assert.Single((await fixture.CallAsync(HttpMethod.Get, $"{user.Rules}?{query}", user.Password)).Body.GetProperty("access_rules").EnumerateArray());
            Assert.Equal("/v2.1/servers", found.GetProperty("path").GetString());
        }

        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, $"{user.Rules}?service=compute&method=GET", user.Password)).Body.GetProperty("access_rules").EnumerateArray());
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{user.Rules}/{rules[0].GetProperty("id").GetString()}", user.Password);
        await ContractCheck.VerifyAsync("GetAccessRule", shown);
        Assert.Equal(200, (int)shown.StatusCode);
    }

    [Fact]
    public async Task Keys_with_the_same_rule_share_it()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var first = await user.MakeAsync(user.Password, "first", KeyedUser.With(KeyedUser.ReadUsers, KeyedUser.ReadUsers));
        var second = await user.MakeAsync(user.Password, "second", KeyedUser.With($$"""{"id":"{{IdOfRule(first)}}"}"""));

        Assert.Equal(1, first.GetProperty("access_rules").GetArrayLength());
        Assert.Equal(IdOfRule(first), IdOfRule(second));
        Assert.Single((await fixture.CallAsync(HttpMethod.Get, user.Rules, user.Password)).Body.GetProperty("access_rules").EnumerateArray());
    }

    [Fact]
    public async Task A_rule_is_deleted_once_no_key_has_it()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        var key = await user.MakeAsync(user.Password, "key", KeyedUser.With(KeyedUser.ReadUsers));
        var rule = $"{user.Rules}/{IdOfRule(key)}";
        using var inUse = await fixture.SendAsync(HttpMethod.Delete, rule, user.Password);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{user.Keys}/{key.GetProperty("id").GetString()}", user.Password)).Status);
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, rule, user.Password);
        using var twice = await fixture.SendAsync(HttpMethod.Delete, rule, user.Password);

        Assert.Equal((403, 204, 404), ((int)inUse.StatusCode, (int)deleted.StatusCode, (int)twice.StatusCode));
        await ContractCheck.VerifyAsync("DeleteAccessRule", deleted);
    }

    [Fact]
    public async Task A_user_with_access_rules_can_be_deleted()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_member");
        await user.MakeAsync(user.Password, "key", KeyedUser.With(KeyedUser.ReadUsers));

        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, user.Path, await fixture.AdminTokenAsync())).Status);
    }

    [Fact]
    public async Task A_refusal_by_a_rule_says_so_in_the_words_of_the_service()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var token = await user.TokenOfNewAsync("key", KeyedUser.With(KeyedUser.ReadUsers));
        using var platform = await fixture.SendAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", token);
        using var flat = await fixture.SendAsync(HttpMethod.Get, $"/api/v1/secrets/{IamRequests.NoId}/versions/value", token);
        using var identity = await fixture.SendAsync(HttpMethod.Get, user.Keys, token);

        Assert.Equal((403, 403), ((int)platform.StatusCode, (int)flat.StatusCode));
        Assert.Equal("OutsideAccessRules", JsonElement.Parse(await platform.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("access rules", await identity.RefusedAsync(403), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_opens_a_service_by_its_type_in_the_catalogue()
    {
        var user = await KeyedUser.CreateAsync(fixture, "project_admin");
        var token = await user.TokenOfNewAsync("key", KeyedUser.With(KeyedUser.Rule("secrets-manager", "GET", "/api/v1/secrets")));

        foreach (var path in new[] { "/secrets-manager/api/v1/secrets", "/secrets-manager-service/api/v1/secrets", "/secrets-manager/api/v1/secrets/" })
        {
            Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, path, token)).Status);
        }

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", token, """{"secret":{"name":"x"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, user.Path, token)).Status);
    }

    private static string IdOfRule(JsonElement key) => key.GetProperty("access_rules")[0].GetProperty("id").GetString()!;
}
