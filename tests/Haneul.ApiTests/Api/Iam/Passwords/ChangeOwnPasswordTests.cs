using Haneul.ApiTests.Conformance;

namespace Haneul.ApiTests.Api.Iam.Passwords;

/// <summary>Users change their own password, under the rules of their organisation.</summary>
public sealed class ChangeOwnPasswordTests(PasswordFixture fixture) : IClassFixture<PasswordFixture>, IAsyncLifetime
{
    private const string New = "Another-password-1";

    // Every test begins with the defaults: the organisation is one for all of them.
    public async ValueTask InitializeAsync() => await fixture.SetAsync("""
        {"password_minimum_length":8,"password_character_kinds":0,"password_history":0,"password_minimum_age_days":0,"password_expires_days":0,
         "change_password_upon_first_use":false,"lockout_attempts":5,"lockout_minutes":15,"password_change_ends":"all_tokens"}
        """);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    [Fact]
    public async Task The_new_password_signs_in_and_the_old_one_and_the_tokens_are_dead()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var session = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        using var changed = await fixture.ChangeAsync(persona.UserId, persona.Password, New);

        await ContractCheck.VerifyAsync("ChangeOwnPassword", changed);
        Assert.Equal(204, (int)changed.StatusCode);
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, New));
        Assert.Equal(401, await fixture.TryAsync(persona.UserId, persona.Password));
        Assert.Null(await fixture.RolesOfAsync(session));
        Assert.Null(await fixture.RolesOfAsync(persona.Token));
    }

    [Theory]
    [InlineData("password_tokens", false, true)]
    [InlineData("no_tokens", true, true)]
    public async Task An_organisation_decides_which_tokens_a_new_password_ends(string ends, bool sessionLives, bool keyTokenLives)
    {
        await fixture.SetAsync($$"""{"password_change_ends":"{{ends}}"}""");
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var session = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        using var changed = await fixture.ChangeAsync(persona.UserId, persona.Password, New);

        Assert.Equal(204, (int)changed.StatusCode);
        Assert.Equal(sessionLives, await fixture.RolesOfAsync(session) is not null);
        Assert.Equal(keyTokenLives, await fixture.RolesOfAsync(persona.Token) is not null);
    }

    [Fact]
    public async Task A_wrong_present_password_an_unknown_user_and_a_user_without_one_get_the_same_401()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        using var wrong = await fixture.ChangeAsync(persona.UserId, "wrong-password", New);
        using var unknown = await fixture.ChangeAsync(IamRequests.NoId, "wrong-password", New);

        Assert.Equal(await wrong.RefusedAsync(401), await unknown.RefusedAsync(401));
        await ContractCheck.VerifyAsync("ChangeOwnPassword", wrong);
    }

    [Theory]
    [InlineData("""{"password_minimum_length":20}""", "at least 20")]
    [InlineData("""{"password_character_kinds":4}""", "4 of these kinds")]
    public async Task The_rules_of_the_organisation_refuse_a_password_by_naming_the_field(string settings, string told)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await fixture.SetAsync(settings);
        using var refused = await fixture.ChangeAsync(persona.UserId, persona.Password, "Password12345");
        var text = await refused.RefusedAsync(400);

        Assert.Contains("user.password", text, StringComparison.Ordinal);
        Assert.Contains(told, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Password12345", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_password_does_not_come_back()
    {
        await fixture.SetAsync("""{"password_history":3}""");
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await ChangedAsync(persona.UserId, persona.Password, "second-password", 204);
        await ChangedAsync(persona.UserId, "second-password", "second-password", 400);
        await ChangedAsync(persona.UserId, "second-password", persona.Password, 400);
        await ChangedAsync(persona.UserId, "second-password", "third-password", 204);
        await ChangedAsync(persona.UserId, "third-password", "fourth-password", 204);
        await ChangedAsync(persona.UserId, "fourth-password", persona.Password, 204);
    }

    [Fact]
    public async Task A_password_is_not_changed_again_before_its_time()
    {
        await fixture.SetAsync("""{"password_minimum_age_days":2}""");
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        fixture.Time.Advance(TimeSpan.FromDays(3));
        await ChangedAsync(persona.UserId, persona.Password, "second-password", 204);
        await ChangedAsync(persona.UserId, "second-password", "third-password", 400);
        fixture.Time.Advance(TimeSpan.FromDays(3));
        await ChangedAsync(persona.UserId, "second-password", "third-password", 204);
    }

    [Fact]
    public async Task An_expired_password_signs_in_only_after_it_was_changed()
    {
        await fixture.SetAsync("""{"password_expires_days":30}""");
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await ChangedAsync(persona.UserId, persona.Password, "second-password", 204);
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, "second-password"));
        fixture.Time.Advance(TimeSpan.FromDays(31));

        using var expired = await fixture.IssueAsync(IamRequests.ByPassword($$"""{"id":"{{persona.UserId}}","password":"second-password"}""", null));
        Assert.Contains("expired", await expired.RefusedAsync(401), StringComparison.Ordinal);
        await ChangedAsync(persona.UserId, "second-password", "third-password", 204);
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, "third-password"));
    }

    [Theory]
    [InlineData("""{"user":{"password":"long-enough"}}""", "user.original_password")]
    [InlineData("""{"user":{"original_password":"x"}}""", "user.password")]
    [InlineData("""{"user":{"password":5,"original_password":"x"}}""", "user.password")]
    [InlineData("{}", "user")]
    public async Task A_request_that_is_not_whole_is_told_the_field(string body, string field)
    {
        using var refused = await fixture.SendAsync(HttpMethod.Post, $"/identity/v3/users/{fixture.Bootstrap.UserId}/password", token: null, body);
        Assert.Contains(field, await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    private async Task ChangedAsync(string userId, string original, string password, int status)
    {
        using var response = await fixture.ChangeAsync(userId, original, password);
        Assert.Equal(status, (int)response.StatusCode);
    }
}
