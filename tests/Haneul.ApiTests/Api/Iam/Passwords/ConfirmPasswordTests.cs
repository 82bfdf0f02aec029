using System.Text.Json.Nodes;
using Haneul.ApiTests.Api.Iam.SecondFactors;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Passwords;

/// <summary>ConfirmPassword: showing again that one knows one's own password.</summary>
public sealed class ConfirmPasswordTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_right_password_is_confirmed_and_gets_nothing()
    {
        var (persona, token) = await SignedInAsync();

        using var answer = await AskAsync(token, persona.Password);

        await ContractCheck.VerifyAsync("ConfirmPassword", answer);
        Assert.Equal(204, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("X-Subject-Token"));
    }

    [Fact]
    public async Task A_wrong_one_is_403_and_the_token_lives_on()
    {
        var (_, token) = await SignedInAsync();

        using var answer = await AskAsync(token, "not the password");

        await ContractCheck.VerifyAsync("ConfirmPassword", answer);
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, "/haneul/v1/account", token)).Status);
    }

    [Fact]
    public async Task Each_leaves_an_event_of_its_own()
    {
        var (persona, token) = await SignedInAsync();
        var place = await TrailReading.LastAsync(fixture);
        using var right = await AskAsync(token, persona.Password);
        using var wrong = await AskAsync(token, "not the password");

        var events = (await TrailReading.AfterAsync(fixture, place)).Where(told => told.Actor.UserId == persona.UserId).ToList();
        Assert.Equal([("Confirm Password", 204), ("Confirm Password", 403)], events.Select(static told => (told.Kind.EventName, told.Status)));
        Assert.All(events, told => Assert.Equal(("Auth", "IAM", persona.UserId), (told.Kind.ResourceType, told.Kind.SourceService, TrailReading.ResourceIdOf(told))));
    }

    [Fact]
    public async Task Wrong_ones_count_with_the_wrong_ones_of_sign_in()
    {
        var (persona, token) = await SignedInAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await AskAsync(token, "not the password");
        }

        using var right = await AskAsync(token, persona.Password);
        using var signIn = await fixture.IssueAsync(IamRequests.ByPassword($$"""{"id":"{{persona.UserId}}","password":"{{persona.Password}}"}""", null));

        Assert.Equal(403, (int)right.StatusCode);
        Assert.Equal(401, (int)signIn.StatusCode);
    }

    [Fact]
    public async Task With_a_second_factor_the_password_is_asked_alone_and_takes_back_no_wrong_passcode()
    {
        var user = await FactorUser.CreateWithFactorAsync(fixture);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            Assert.Equal(401, await user.TryAsync(user.WrongPasscode()));
        }

        using var right = await AskAsync(user.Token, user.Persona.Password);
        Assert.Equal(204, (int)right.StatusCode);
        Assert.Equal(401, await user.TryAsync(user.WrongPasscode()));

        Assert.Equal(401, await user.TryAsync(user.Passcode()));
    }

    [Fact]
    public async Task An_access_key_confirms_nothing()
    {
        var (persona, _) = await SignedInAsync();

        using var answer = await AskAsync(persona.Token, persona.Password);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("application credential", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"password":""}""")]
    [InlineData("""{"password":1}""")]
    [InlineData("""{"password":"x","passcode":"1"}""")]
    public async Task What_is_no_password_is_400(string body)
    {
        var (_, token) = await SignedInAsync();

        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/account/password-confirmation", token, body)).Status);
    }

    private async Task<(Persona Persona, string Token)> SignedInAsync()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        return (persona, await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId));
    }

    private Task<HttpResponseMessage> AskAsync(string token, string password) =>
        fixture.SendAsync(HttpMethod.Post, "/haneul/v1/account/password-confirmation", token, new JsonObject { ["password"] = password }.ToJsonString());
}
