using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.SecondFactors;

/// <summary>Guessing passcodes with the right password: it is met as guessing passwords is, and nothing takes the count back but a passcode.</summary>
public sealed class PasscodeGuessingTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_address_waits_after_five_wrong_passcodes_whatever_it_has_right()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        await GuessAsync(user, 5);

        Assert.Equal(401, await user.TryAsync(user.Passcode()));
        Assert.Equal(401, await user.TryAsync(user.Codes[0]));
        using var password = await fixture.IssueAsync(IamRequests.ByPassword($$"""{"id":"{{user.Persona.UserId}}","password":"{{user.Persona.Password}}"}""", null));
        Assert.DoesNotContain("required_auth_methods", await password.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        fixture.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(201, await user.TryAsync(user.Passcode()));
        Assert.Equal(201, await user.TryAsync(user.Codes[0]));
    }

    [Fact]
    public async Task The_password_alone_takes_no_wrong_passcode_back()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        for (var round = 0; round < 5; round++)
        {
            using var password = await fixture.IssueAsync(IamRequests.ByPassword($$"""{"id":"{{user.Persona.UserId}}","password":"{{user.Persona.Password}}"}""", null));
            Assert.Contains("required_auth_methods", await password.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await GuessAsync(user, 1);
        }

        Assert.Equal(401, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task A_right_passcode_forgets_the_wrong_ones()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        for (var round = 0; round < 3; round++)
        {
            await GuessAsync(user, 4);
            Assert.Equal(201, await user.TryAsync(user.Codes[round]));
        }
    }

    [Fact]
    public async Task With_a_token_passcodes_are_guessed_no_longer_than_at_sign_in()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal(403, (await user.DisableAsync(user.WrongPasscode())).Status);
            Assert.Equal(403, (await user.RegenerateAsync(user.WrongPasscode())).Status);
        }

        Assert.Equal(403, (await user.DisableAsync(user.Passcode())).Status);
        Assert.Equal(401, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task A_user_who_never_waits_after_wrong_passwords_does_after_wrong_passcodes()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        Assert.Equal(200, (await fixture.CallAsync(
            HttpMethod.Patch, $"/identity/v3/users/{user.Persona.UserId}", await fixture.AdminTokenAsync(), """{"user":{"options":{"ignore_lockout_failure_attempts":true}}}""")).Status);
        await GuessAsync(user, 5);

        Assert.Equal(401, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task Whoever_has_found_the_password_out_cannot_change_it()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        Assert.Equal((401, true), await ChangeAsync(user, ""));
        Assert.Equal((401, false), await ChangeAsync(user, $",\"passcode\":\"{user.WrongPasscode()}\""));
        Assert.Equal((204, false), await ChangeAsync(user, $",\"passcode\":\"{user.Passcode()}\""));
        Assert.Equal(401, await user.TryAsync(user.Codes[0]));
    }

    private async Task<(int Status, bool SaysWhatIsMissing)> ChangeAsync(FactorUser user, string passcode)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, $"/identity/v3/users/{user.Persona.UserId}/password", token: null, $$$"""
            {"user":{"password":"another-Passw0rd","original_password":"{{{user.Persona.Password}}}"{{{passcode}}}}}
            """);
        await Conformance.ContractCheck.VerifyAsync("ChangeOwnPassword", response);
        return ((int)response.StatusCode, (await response.Content.ReadAsStringAsync()).Contains("required_auth_methods", StringComparison.Ordinal));
    }

    private static async Task GuessAsync(FactorUser user, int times)
    {
        for (var attempt = 0; attempt < times; attempt++)
        {
            Assert.Equal(401, await user.TryAsync(user.WrongPasscode()));
        }
    }
}
