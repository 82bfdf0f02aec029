using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.Iam.SecondFactors;

namespace Haneul.ApiTests.Api.Iam.SecondFactors;

/// <summary>Signing in with a second factor: what is asked for, what is accepted, and what a guesser learns.</summary>
public sealed class SecondFactorSignInTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_right_password_alone_gets_no_token_and_is_told_what_is_missing()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var response = await fixture.IssueAsync(ByPassword(user.Persona.UserId, user.Persona.Password));

        Assert.Equal(401, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("X-Subject-Token"));
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["error", "required_auth_methods"], body.EnumerateObject().Select(static member => member.Name));
        Assert.Equal("""[["password","totp"]]""", body.GetProperty("required_auth_methods").GetRawText());
    }

    [Fact]
    public async Task Nobody_learns_of_a_second_factor_without_the_password()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var unknown = await fixture.IssueAsync(ByPassword(IamRequests.NoId, "wrong-password"));
        var expected = await unknown.Content.ReadAsStringAsync();
        string[] bodies =
        [
            ByPassword(user.Persona.UserId, "wrong-password"),
            user.SignIn(user.Passcode(), password: "wrong-password"),
            user.SignIn(user.WrongPasscode()),
            user.SignIn(user.Passcode(), methods: "\"totp\""),
            user.SignIn("0000-0000-0000-0000"),
        ];
        foreach (var body in bodies)
        {
            using var response = await fixture.IssueAsync(body);
            Assert.Equal(401, (int)response.StatusCode);
            Assert.Equal(expected, await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("\"password\",\"totp\"")]
    [InlineData("\"totp\",\"password\"")]
    public async Task Password_and_passcode_get_a_token_of_the_users_own(string methods)
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        using var response = await fixture.IssueAsync(user.SignIn(user.Passcode(), methods: methods));

        Assert.Equal(201, (int)response.StatusCode);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["password", "totp"], body.GetProperty("token").GetProperty("methods").EnumerateArray().Select(static method => method.GetString()));
        var token = Assert.Single(response.Headers.GetValues("X-Subject-Token"));
        Assert.Equal(201, (await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{user.Persona.UserId}/application_credentials", token, """{"application_credential":{"name":"second"}}""")).Status);
        using var rescoped = await fixture.IssueAsync($$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{token}}}}"}},"scope":"unscoped"}}""");
        Assert.Equal(201, (int)rescoped.StatusCode);
    }

    [Fact]
    public async Task A_user_may_be_named_by_name_and_organisation_in_both_methods()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var named = $$$"""{"name":"{{{user.Persona.UserName}}}","domain":{"id":"{{{fixture.Bootstrap.DomainId}}}"},""";
        using var response = await fixture.IssueAsync($$$$$$"""
            {"auth":{"identity":{"methods":["password","totp"],"password":{"user":{{{{{{named}}}}}}"password":"{{{{{{user.Persona.Password}}}}}}"}},"totp":{"user":{{{{{{named}}}}}}"passcode":"{{{{{{user.Passcode()}}}}}}"}}}}}
            """);

        Assert.Equal(201, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_passcode_is_accepted_once()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        Assert.Equal(201, await user.TryAsync(user.Passcode()));
        Assert.Equal(401, await user.TryAsync(user.Passcode()));

        fixture.Time.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        Assert.Equal(401, await user.TryAsync(user.Passcode(-1)));
        Assert.Equal(201, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task A_passcode_before_one_that_was_used_is_not_accepted_after_it()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        Assert.Equal(201, await user.TryAsync(user.Passcode(1)));
        Assert.Equal(401, await user.TryAsync(user.Passcode()));
    }

    [Theory]
    [InlineData(-2, 401)]
    [InlineData(-1, 201)]
    [InlineData(0, 201)]
    [InlineData(1, 201)]
    [InlineData(2, 401)]
    public async Task A_clock_may_be_a_step_off_and_no_more(int steps, int status)
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(status, await user.TryAsync(user.Passcode(steps)));
    }

    [Fact]
    public async Task Of_many_who_come_at_once_with_one_passcode_one_gets_a_token()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var passcode = user.Passcode();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => user.TryAsync(passcode)));

        Assert.Equal([201, 401, 401, 401], statuses.Order());
    }

    [Fact]
    public async Task Of_many_who_come_at_once_with_one_recovery_code_one_gets_a_token()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => user.TryAsync(user.Codes[0])));

        Assert.Equal([201, 401, 401, 401], statuses.Order());
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_a_passcode_once_however_it_is_typed()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        Assert.Equal(10, user.Codes.Distinct().Count());
        Assert.Equal(201, await user.TryAsync(user.Codes[3]));
        Assert.Equal(401, await user.TryAsync(user.Codes[3]));
        Assert.Equal(201, await user.TryAsync(user.Codes[4].ToUpperInvariant().Replace('-', ' ')));

        var (_, body) = await fixture.CallAsync(HttpMethod.Get, user.Path, await user.SignInAsync());
        Assert.Equal(8, body.GetProperty("second_factor").GetProperty("recovery_codes_left").GetInt32());
    }

    [Fact]
    public async Task The_passcode_or_recovery_code_of_another_user_is_of_no_use()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var other = await FactorUser.CreateWithFactorAsync(fixture);
        using var passcode = await fixture.IssueAsync(user.SignIn(other.Passcode(), passcodeUserId: other.Persona.UserId));
        using var code = await fixture.IssueAsync(user.SignIn(other.Codes[0]));

        Assert.Equal(401, (int)passcode.StatusCode);
        Assert.Equal(401, (int)code.StatusCode);
        Assert.Equal(201, await other.TryAsync(other.Codes[0]));
    }

    [Fact]
    public async Task A_passcode_proves_nothing_beside_a_token_or_an_access_key()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var totp = $$$"""{"user":{"id":"{{{user.Persona.UserId}}}","passcode":"{{{user.Passcode()}}}"}}""";
        using var withToken = await fixture.IssueAsync($$$$$$"""{"auth":{"identity":{"methods":["token","totp"],"token":{"id":"{{{{{{user.Token}}}}}}"},"totp":{{{{{{totp}}}}}}}}}""");
        using var withKey = await fixture.IssueAsync(
            $$$$$$"""{"auth":{"identity":{"methods":["application_credential","totp"],"application_credential":{"id":"{{{{{{user.Persona.AccessKeyId}}}}}}","secret":"{{{{{{user.Persona.AccessKeySecret}}}}}}"},"totp":{{{{{{totp}}}}}}}}}""");

        Assert.Equal(401, (int)withToken.StatusCode);
        Assert.Equal(401, (int)withKey.StatusCode);
        Assert.Equal(201, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task A_passcode_of_a_user_who_has_no_second_factor_is_refused()
    {
        var user = await FactorUser.CreateAsync(fixture);
        Assert.Equal(401, await user.TryAsync("123456"));

        // One that was begun and not confirmed asks for nothing and accepts nothing.
        await user.BeginAsync();
        Assert.Equal(401, await user.TryAsync(user.Passcode()));
        Assert.NotNull(await fixture.SignInWithPasswordAsync(user.Persona.UserId, user.Persona.Password, user.Persona.ProjectId));
    }

    [Fact]
    public async Task Access_keys_go_on_without_a_passcode()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);

        Assert.NotNull(await fixture.RolesOfAsync(user.Persona.Token));
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.SignInAsync(user.Persona.AccessKeyId, user.Persona.AccessKeySecret)));
    }

    [Theory]
    [InlineData("""{"auth":{"identity":{"methods":["password","totp"],"password":{"user":{"id":"a","password":"b"}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password","totp"],"password":{"user":{"id":"a","password":"b"}},"totp":{"user":{"id":"a"}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password","totp"],"password":{"user":{"id":"a","password":"b"}},"totp":{"user":{"id":"a","passcode":123456}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["totp"],"totp":{}}}}""")]
    public async Task A_request_without_a_passcode_where_one_is_named_is_bad(string body)
    {
        using var response = await fixture.IssueAsync(body);
        Assert.Contains("totp", await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    private static string ByPassword(string userId, string password) => IamRequests.ByPassword($$"""{"id":"{{userId}}","password":"{{password}}"}""", null);
}
