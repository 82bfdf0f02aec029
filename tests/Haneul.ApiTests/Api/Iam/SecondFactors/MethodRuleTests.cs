using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.SecondFactors;

/// <summary>Keystone's user options <c>multi_factor_auth_rules</c> and <c>multi_factor_auth_enabled</c>.</summary>
public sealed class MethodRuleTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("""[["password","totp"]]""", 401, 401)]
    [InlineData("""[["password"]]""", 201, 401)]
    [InlineData("""[["application_credential"],["password","totp"]]""", 401, 201)]
    [InlineData("""[["password"],["application_credential"]]""", 201, 201)]
    [InlineData("""[["password","retina"]]""", 201, 401)]
    [InlineData("""[["retina"]]""", 201, 201)]
    [InlineData("[]", 201, 201)]
    public async Task One_of_the_lists_must_have_been_used_and_unknown_methods_do_not_count(string rules, int byPassword, int byKey)
    {
        var user = await FactorUser.CreateAsync(fixture);
        await SetAsync(user, $$"""{"multi_factor_auth_rules":{{rules}}}""");

        Assert.Equal(byPassword, (await ByPasswordAsync(user)).Status);
        Assert.Equal(byKey, (await fixture.CallAsync(HttpMethod.Post, IamRequests.Tokens, null, IamRequests.ByKeyId(user.Persona.AccessKeyId, user.Persona.AccessKeySecret))).Status);
    }

    [Fact]
    public async Task The_refusal_names_the_lists_and_only_after_the_right_password()
    {
        var user = await FactorUser.CreateAsync(fixture);
        await SetAsync(user, """{"multi_factor_auth_rules":[["password","totp"],["application_credential","retina"]]}""");

        var (_, body) = await ByPasswordAsync(user);
        Assert.Equal("""[["password","totp"],["application_credential"]]""", body.GetProperty("required_auth_methods").GetRawText());
        (_, body) = await ByPasswordAsync(user, "wrong-password");
        Assert.False(body.TryGetProperty("required_auth_methods", out _));
    }

    [Fact]
    public async Task Password_and_passcode_together_meet_them()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        await SetAsync(user, """{"multi_factor_auth_rules":[["password","totp"]]}""");
        var token = await user.SignInAsync();

        using var rescoped = await fixture.IssueAsync($$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{token}}}}"}},"scope":"unscoped"}}""");
        Assert.Equal(201, (int)rescoped.StatusCode);
    }

    [Fact]
    public async Task A_token_from_before_the_rules_gets_no_other()
    {
        var user = await FactorUser.CreateAsync(fixture);
        await SetAsync(user, """{"multi_factor_auth_rules":[["password","totp"]]}""");

        using var rescoped = await fixture.IssueAsync($$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{user.Token}}}}"}},"scope":"unscoped"}}""");
        Assert.Equal(401, (int)rescoped.StatusCode);
    }

    [Fact]
    public async Task Rules_that_are_switched_off_ask_for_nothing()
    {
        var user = await FactorUser.CreateAsync(fixture);
        await SetAsync(user, """{"multi_factor_auth_rules":[["password","totp"]],"multi_factor_auth_enabled":false}""");

        Assert.Equal(201, (await ByPasswordAsync(user)).Status);
    }

    private Task<(int Status, JsonElement Body)> ByPasswordAsync(FactorUser user, string? password = null) => fixture.CallAsync(
        HttpMethod.Post, IamRequests.Tokens, null, IamRequests.ByPassword($$"""{"id":"{{user.Persona.UserId}}","password":"{{password ?? user.Persona.Password}}"}""", null));

    private async Task SetAsync(FactorUser user, string options) => Assert.Equal(200, (await fixture.CallAsync(
        HttpMethod.Patch, $"/identity/v3/users/{user.Persona.UserId}", await fixture.AdminTokenAsync(), $$$"""{"user":{"options":{{{options}}}}}""")).Status);
}
