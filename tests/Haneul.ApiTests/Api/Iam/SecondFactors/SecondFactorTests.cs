using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.SecondFactors;

/// <summary>Turning a second factor on and off, by its user and by those who may reset their password.</summary>
public sealed class SecondFactorTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private IDatabase Database => fixture.Services.GetRequiredService<IDatabase>();

    [Fact]
    public async Task A_second_factor_is_begun_confirmed_looked_at_and_turned_off()
    {
        var user = await FactorUser.CreateAsync(fixture);
        Assert.Equal("""{"enabled":false,"enabled_at":null,"recovery_codes_left":0}""", (await VerifyAsync("GetSecondFactor", HttpMethod.Get, user.Path, user.Token)).GetProperty("second_factor").GetRawText());

        var begun = (await VerifyAsync("BeginSecondFactor", HttpMethod.Post, user.Path, user.Token)).GetProperty("second_factor");
        var secret = begun.GetProperty("secret").GetString();
        Assert.Equal(
            $"otpauth://totp/Haneul:{Uri.EscapeDataString(user.Persona.UserName)}?secret={secret}&issuer=Haneul&algorithm=SHA1&digits=6&period=30", begun.GetProperty("uri").GetString());

        await user.BeginAsync();
        Assert.NotEqual(secret, user.Secret);
        var codes = FactorUser.CodesOf(await VerifyAsync("ConfirmSecondFactor", HttpMethod.Post, user.Path + "/confirmation", user.Token, user.Passcode()));
        Assert.Equal(10, codes.Count);
        var seen = (await VerifyAsync("GetSecondFactor", HttpMethod.Get, user.Path, user.Token)).GetProperty("second_factor");
        Assert.True(seen.GetProperty("enabled").GetBoolean());
        Assert.Equal(10, seen.GetProperty("recovery_codes_left").GetInt32());
        Assert.NotNull(seen.GetProperty("enabled_at").GetString());

        var others = FactorUser.CodesOf(await VerifyAsync("RegenerateRecoveryCodes", HttpMethod.Post, user.Path + "/recovery-codes", user.Token, codes[0]));
        Assert.Empty(codes.Intersect(others));
        Assert.Equal(401, await user.TryAsync(codes[1]));
        Assert.Equal(201, await user.TryAsync(others[0]));

        await VerifyAsync("DisableSecondFactor", HttpMethod.Delete, user.Path, user.Token, others[1]);
        Assert.NotNull(await fixture.SignInWithPasswordAsync(user.Persona.UserId, user.Persona.Password, user.Persona.ProjectId));
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, user.Path, user.Token)).Status);
    }

    [Fact]
    public async Task A_passcode_of_an_earlier_beginning_or_a_wrong_one_confirms_nothing()
    {
        var user = await FactorUser.CreateAsync(fixture);
        Assert.Equal(409, (await user.ConfirmAsync("123456")).Status);
        await user.BeginAsync();
        var earlier = user.Passcode();
        await user.BeginAsync();
        Assert.Equal(403, (await user.ConfirmAsync(earlier)).Status);
        Assert.Equal(403, (await user.ConfirmAsync(user.WrongPasscode())).Status);

        Assert.NotNull(await fixture.SignInWithPasswordAsync(user.Persona.UserId, user.Persona.Password, user.Persona.ProjectId));
    }

    [Fact]
    public async Task The_passcode_that_confirmed_it_does_not_sign_in()
    {
        var user = await FactorUser.CreateAsync(fixture);
        await user.BeginAsync();
        var passcode = user.Passcode();
        Assert.Equal(200, (await user.ConfirmAsync(passcode)).Status);

        Assert.Equal(401, await user.TryAsync(passcode));
    }

    [Fact]
    public async Task One_that_is_on_is_not_replaced_without_being_turned_off()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        Assert.Equal(409, (await fixture.CallAsync(HttpMethod.Post, user.Path, user.Token)).Status);
        Assert.Equal(409, (await user.ConfirmAsync(user.Passcode())).Status);
        Assert.Equal(403, (await user.DisableAsync(user.WrongPasscode())).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Delete, user.Path, user.Token, "{}")).Status);

        Assert.Equal(201, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task Recovery_codes_of_one_that_is_not_on_are_not_made()
    {
        var user = await FactorUser.CreateAsync(fixture);
        Assert.Equal(409, (await user.RegenerateAsync("123456")).Status);
        await user.BeginAsync();
        Assert.Equal(409, (await user.RegenerateAsync(user.Passcode())).Status);
    }

    [Theory]
    [InlineData("all_tokens", false)]
    [InlineData("password_tokens", false)]
    [InlineData("no_tokens", true)]
    public async Task Turning_it_on_ends_other_sessions_and_no_more_than_a_new_password_would(string ends, bool othersLive)
    {
        await using var own = new Passwords.PasswordFixture();
        await own.InitializeAsync();
        await own.SetAsync($$"""{"password_change_ends":"{{ends}}"}""");
        var user = await FactorUser.CreateAsync(own);
        var other = await own.SignInWithPasswordAsync(user.Persona.UserId, user.Persona.Password, user.Persona.ProjectId);
        using var rescoped = await own.IssueAsync($$$$$"""{"auth":{"identity":{"methods":["token"],"token":{"id":"{{{{{user.Token}}}}}"}},"scope":{"project":{"id":"{{{{{user.Persona.ProjectId}}}}}"}}}}""");
        await user.TurnOnAsync();

        Assert.Equal(othersLive, await own.RolesOfAsync(other) is not null);
        Assert.NotNull(await own.RolesOfAsync(user.Token));
        Assert.NotNull(await own.RolesOfAsync(Assert.Single(rescoped.Headers.GetValues("X-Subject-Token"))));
        Assert.NotNull(await own.RolesOfAsync(user.Persona.Token));
    }

    [Fact]
    public async Task Whoever_may_reset_the_password_takes_it_off_and_ends_what_it_opened()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var session = await user.SignInAsync();
        using var response = await fixture.SendAsync(HttpMethod.Delete, user.Path, await fixture.AdminTokenAsync());

        await ContractCheck.VerifyAsync("DisableSecondFactor", response);
        Assert.Equal(204, (int)response.StatusCode);
        Assert.Null(await fixture.RolesOfAsync(session));
        Assert.NotNull(await fixture.RolesOfAsync(user.Persona.Token));
        Assert.NotNull(await fixture.SignInWithPasswordAsync(user.Persona.UserId, user.Persona.Password, user.Persona.ProjectId));
    }

    [Fact]
    public async Task Nobody_else_sees_begins_or_takes_it_off_nor_does_an_access_key()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var other = await FactorUser.CreateAsync(fixture);
        foreach (var token in new[] { other.Token, user.Persona.Token })
        {
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, user.Path, token)).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, user.Path, token)).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, user.Path, token, $$"""{"passcode":"{{user.Passcode()}}"}""")).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, user.Path + "/confirmation", token, """{"passcode":"123456"}""")).Status);
            Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, user.Path + "/recovery-codes", token, $$"""{"passcode":"{{user.Passcode()}}"}""")).Status);
        }

        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, user.Path, await fixture.AdminTokenAsync())).Status);
        Assert.Equal(201, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task Each_operation_leaves_an_event_without_secrets()
    {
        var place = await TrailReading.LastAsync(fixture);
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var passcode = user.Passcode();
        Assert.Equal(200, (await user.RegenerateAsync(passcode)).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, user.Path, await fixture.AdminTokenAsync())).Status);

        var events = (await TrailReading.AfterAsync(fixture, place)).Where(stored => TrailReading.ResourceIdOf(stored) == user.Persona.UserId && stored.Kind.ResourceType == "User").ToList();
        Assert.Equal(
            ["User OTP Create", "User OTP Enable", "Regenerate Recovery Codes", "User OTP Delete"], events.Select(static stored => stored.Kind.EventName).Where(static name => name.Contains("OTP") || name.Contains("Codes")));
        var text = string.Concat(events.Select(static stored => JsonSerializer.Serialize(stored.AdditionalInfo) + stored.ResourceName));
        Assert.DoesNotContain(user.Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain(passcode, text, StringComparison.Ordinal);
        Assert.DoesNotContain(user.Codes[0], text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_secret_nor_recovery_code_is_in_the_database()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        string[] canaries = [user.Secret, user.Codes[0], user.Codes[0].Replace("-", "", StringComparison.Ordinal), user.Codes[0].Replace("-", "", StringComparison.Ordinal).ToUpperInvariant()];
        var rows = await Database.ReadAsync(async session =>
        {
            var rows = await session.QueryAsync($"SELECT sealed FROM iam_second_factors WHERE user_id = {user.Persona.UserId}", static row => row.GetFieldValue<byte[]>(0));
            rows.AddRange(await session.QueryAsync($"SELECT hash FROM iam_recovery_codes WHERE user_id = {user.Persona.UserId}", static row => row.GetFieldValue<byte[]>(0)));
            return rows;
        }, CancellationToken.None);
        Assert.Equal(11, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain(canaries, canary => Holds(row, canary)));
        foreach (var file in Directory.EnumerateFiles(fixture.Database.DataFolder, "haneul.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.DoesNotContain(canaries, canary => Holds(copy.ToArray(), canary));
        }
    }

    [Fact]
    public async Task A_secret_that_somebody_moves_to_another_user_opens_for_nobody()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        var thief = await FactorUser.CreateWithFactorAsync(fixture);
        await Database.WriteAsync(async transaction => await transaction.ExecuteAsync($"""
            UPDATE iam_second_factors SET id = (SELECT id FROM iam_second_factors WHERE user_id = {thief.Persona.UserId}),
                sealed = (SELECT sealed FROM iam_second_factors WHERE user_id = {thief.Persona.UserId}) WHERE user_id = {user.Persona.UserId}
            """) + await transaction.ExecuteAsync($"""
            UPDATE iam_recovery_codes SET user_id = {user.Persona.UserId} WHERE user_id = {thief.Persona.UserId}
            """));

        Assert.Equal(500, await user.TryAsync(thief.Passcode()));
        Assert.Equal(401, await user.TryAsync(thief.Codes[0]));
        await Database.WriteAsync(transaction => transaction.ExecuteAsync($"DELETE FROM iam_second_factors WHERE user_id = {user.Persona.UserId}"));
    }

    private async Task<JsonElement> VerifyAsync(string operationId, HttpMethod method, string path, string token, string? passcode = null)
    {
        using var response = await fixture.SendAsync(method, path, token, passcode is null ? null : $$"""{"passcode":"{{passcode}}"}""");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await ContractCheck.VerifyAsync(operationId, response);
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
