using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>What a user is made of: attributes of a caller's own, options, what null takes off, what can't be changed.</summary>
public sealed class UserFieldTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Attributes_of_a_callers_own_are_kept_merged_and_shown_again_as_extra_after_a_change()
    {
        var id = await fixture.AddUserAsync(more: ""","email":"u@example.org","phone":"+82","team":{"name":"blue"}""");
        var changed = await ChangeAsync(id, """{"team":"red","links":{"self":"x"},"extra":{"phone":"y"},"password_expires_at":null,"federated":[]}""");

        Assert.Equal("+82", changed.GetProperty("phone").GetString());
        Assert.Equal("red", changed.GetProperty("team").GetString());
        Assert.Equal(
            ["email", "phone", "team"],
            changed.GetProperty("extra").EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        var shown = await ShowAsync(id);
        Assert.False(shown.TryGetProperty("extra", out _));
        Assert.Equal("red", shown.GetProperty("team").GetString());
    }

    [Fact]
    public async Task Null_takes_off_what_a_user_need_not_have()
    {
        var id = await fixture.AddUserAsync(more: $$$""","email":"u@example.org","description":"d","default_project_id":"{{{fixture.Bootstrap.ProjectId}}}" """);
        var changed = await ChangeAsync(id, """{"email":null,"description":null,"default_project_id":null,"password":null}""");

        Assert.False(changed.TryGetProperty("email", out _) || changed.TryGetProperty("description", out _) || changed.TryGetProperty("default_project_id", out _));
        using var signIn = await fixture.IssueAsync(IamRequests.ByPassword($$$"""{"id":"{{{id}}}","password":"{{{IamWorld.Password}}}"}""", null));
        await signIn.RefusedAsync(401);
    }

    [Fact]
    public async Task A_former_password_in_a_body_is_kept_nowhere()
    {
        const string Former = "Canary-of-a-former-password";
        var id = await fixture.AddUserAsync();
        var changed = await ChangeAsync(id, $$$"""{"password":"Passw0rd-2","original_password":"{{{Former}}}"}""");

        Assert.DoesNotContain(Former, changed.ToString(), StringComparison.Ordinal);
        var kept = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COALESCE(extra, '') || options || COALESCE(description, '') FROM iam_users WHERE id = {id}", static row => row.GetString(0)), CancellationToken.None);
        Assert.Equal("{}", kept);
    }

    [Fact]
    public async Task Options_are_set_kept_and_taken_off_one_by_one()
    {
        var id = await fixture.AddUserAsync(more: ""","options":{"lock_password":true,"ignore_password_expiry":true,"multi_factor_auth_rules":[["password","totp"],["application_credential"]]}""");
        var changed = await ChangeAsync(id, """{"options":{"lock_password":null,"multi_factor_auth_enabled":false}}""");

        Assert.Equal(
            """{"ignore_password_expiry":true,"multi_factor_auth_enabled":false,"multi_factor_auth_rules":[["password","totp"],["application_credential"]]}""",
            changed.GetProperty("options").GetRawText());
        Assert.Equal(changed.GetProperty("options").GetRawText(), (await ShowAsync(id)).GetProperty("options").GetRawText());
        Assert.Equal("{}", (await ChangeAsync(id, """{"options":{"ignore_password_expiry":null,"multi_factor_auth_enabled":null,"multi_factor_auth_rules":null}}""")).GetProperty("options").GetRawText());
    }

    [Theory]
    [InlineData("""{"options":{"lock_passwords":true}}""", "user.options.lock_passwords: is not a known field")]
    [InlineData("""{"options":{"lock_password":"yes"}}""", "user.options.lock_password: must be true or false")]
    [InlineData("""{"options":[]}""", "user.options: must be an object")]
    [InlineData("""{"options":{"multi_factor_auth_rules":[[]]}}""", "user.options.multi_factor_auth_rules: must be a list")]
    [InlineData("""{"options":{"multi_factor_auth_rules":[["password","password"]]}}""", "user.options.multi_factor_auth_rules: must be a list")]
    [InlineData("""{"options":{"multi_factor_auth_rules":[["password","totp"],["totp","password"]]}}""", "user.options.multi_factor_auth_rules: must be a list")]
    [InlineData("""{"options":{"multi_factor_auth_rules":"password"}}""", "user.options.multi_factor_auth_rules: must be a list")]
    [InlineData("""{"id":"another"}""", "user.id: can't be changed")]
    [InlineData("""{"domain_id":"another"}""", "user.domain_id: can't be changed")]
    [InlineData("""{"name":null}""", "user.name: must not be null")]
    [InlineData("""{"name":"   "}""", "user.name: must not be blank")]
    [InlineData("""{"default_project_id":"default"}""", "user.default_project_id: is an organisation, not a project")]
    [InlineData("""{"federated":[{"idp_id":"x"}]}""", "user.federated: must be an empty list")]
    [InlineData("""{"note":"\ud800"}""", "user.note: has text that is not valid Unicode")]
    public async Task A_wrong_change_is_400_and_changes_nothing(string change, string expected)
    {
        var id = await fixture.AddUserAsync();
        var before = await ShowAsync(id);
        using var response = await fixture.SendAsync(HttpMethod.Patch, $"{IamWorld.UsersPath}/{id}", await fixture.AdminTokenAsync(), $$$"""{"user":{{{change}}}}""");

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
        Assert.Equal(before.GetRawText(), (await ShowAsync(id)).GetRawText());
    }

    [Fact]
    public async Task Names_are_unique_in_their_organisation_whatever_their_case()
    {
        var admin = await fixture.AdminTokenAsync();
        var name = fixture.NewName("Straße");
        await fixture.AddUserAsync(name: name);
        var other = await fixture.AddUserAsync();
        using var again = await fixture.SendAsync(HttpMethod.Post, IamWorld.UsersPath, admin, $$$"""{"user":{"name":"{{{name.ToUpperInvariant()}}}"}}""");
        using var renamed = await fixture.SendAsync(HttpMethod.Patch, $"{IamWorld.UsersPath}/{other}", admin, $$$"""{"user":{"name":"{{{name.ToLowerInvariant()}}}"}}""");

        await again.RefusedAsync(409);
        await renamed.RefusedAsync(409);
        await fixture.AddUserAsync(await fixture.AddOrganisationAsync(), name: name);
        await ChangeAsync(other, $$$"""{"name":"{{{fixture.NewName("mine")}}}"}""");
    }

    [Fact]
    public async Task A_password_is_not_the_name_of_its_user()
    {
        var name = fixture.NewName("user");
        using var response = await fixture.SendAsync(HttpMethod.Post, IamWorld.UsersPath, await fixture.AdminTokenAsync(), $$$"""{"user":{"name":"{{{name}}}","password":"{{{name.ToUpperInvariant()}}}"}}""");

        Assert.Contains("user.password", await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_password_expires_is_shown_unless_it_does_not_count()
    {
        var id = await fixture.AddUserAsync();
        await fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"UPDATE iam_users SET password_expires_at = 1900000000000000 WHERE id = {id}"));

        Assert.Equal("2030-03-17T17:46:40.000000", (await ShowAsync(id)).GetProperty("password_expires_at").GetString());
        Assert.Null((await ChangeAsync(id, """{"options":{"ignore_password_expiry":true}}""")).GetProperty("password_expires_at").GetString());
        await ChangeAsync(id, """{"password":"Passw0rd-anew","options":{"ignore_password_expiry":null}}""");
        Assert.Null((await ShowAsync(id)).GetProperty("password_expires_at").GetString());
    }

    private async Task<JsonElement> ChangeAsync(string id, string change)
    {
        using var response = await fixture.SendAsync(HttpMethod.Patch, $"{IamWorld.UsersPath}/{id}", await fixture.AdminTokenAsync(), $$$"""{"user":{{{change}}}}""");
        Assert.True((int)response.StatusCode == 200, await response.Content.ReadAsStringAsync());
        return (await ContractCheck.VerifyAsync("UpdateUser", response)).GetProperty("user");
    }

    private async Task<JsonElement> ShowAsync(string id)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.UsersPath}/{id}", await fixture.AdminTokenAsync());
        return (await ContractCheck.VerifyAsync("GetUser", response)).GetProperty("user");
    }
}
