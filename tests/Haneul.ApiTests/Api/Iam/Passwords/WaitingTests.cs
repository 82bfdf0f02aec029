namespace Haneul.ApiTests.Api.Iam.Passwords;

/// <summary>Guessing passwords: the guesser waits, the user does not.</summary>
public sealed class WaitingTests(PasswordFixture fixture) : IClassFixture<PasswordFixture>
{
    [Fact]
    public async Task An_address_waits_after_five_wrong_passwords_and_nobody_else_does()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var session = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        await FailAsync(persona.UserId, 5, "127.0.1.1");

        Assert.Equal(401, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.1.1"));
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.1.2"));
        Assert.NotNull(await fixture.RolesOfAsync(session));
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret)));
    }

    [Fact]
    public async Task Four_wrong_passwords_do_no_harm_and_a_right_one_forgets_them()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        for (var round = 0; round < 3; round++)
        {
            await FailAsync(persona.UserId, 4, "127.0.2.1");
            Assert.Equal(201, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.2.1"));
        }
    }

    [Fact]
    public async Task Waiting_ends_however_often_the_address_tries_meanwhile()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await FailAsync(persona.UserId, 5, "127.0.3.1");
        fixture.Time.Advance(TimeSpan.FromMinutes(14));
        await FailAsync(persona.UserId, 3, "127.0.3.1");
        Assert.Equal(401, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.3.1"));

        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.3.1"));
    }

    [Fact]
    public async Task Guessing_from_many_addresses_makes_unknown_addresses_wait_and_not_the_ones_that_the_user_signs_in_from()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.4.200"));
        for (var address = 1; address <= 13; address++)
        {
            await FailAsync(persona.UserId, 4, $"127.0.4.{address}");
        }

        Assert.Equal(401, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.4.100"));
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.4.200"));
    }

    [Fact]
    public async Task A_password_is_guessed_by_changing_it_as_little_as_by_signing_in()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await fixture.ChangeAsync(persona.UserId, "wrong-password", "another-password");
            await wrong.RefusedAsync(401);
        }

        using var right = await fixture.ChangeAsync(persona.UserId, persona.Password, "another-password");
        await right.RefusedAsync(401);
        Assert.Equal(401, await fixture.TryAsync(persona.UserId, persona.Password));
        Assert.Equal(201, await fixture.TryAsync(persona.UserId, persona.Password, "127.0.5.1"));
    }

    [Fact]
    public async Task An_organisation_may_decide_that_nobody_waits()
    {
        await using var own = new PasswordFixture();
        await own.InitializeAsync();
        await own.SetAsync("""{"lockout_attempts":0}""");
        var persona = await own.CreatePersonaAsync(await own.CreateProjectAsync(), "project_member");
        for (var attempt = 0; attempt < 7; attempt++)
        {
            Assert.Equal(401, await own.TryAsync(persona.UserId, "wrong-password", "127.0.6.1"));
        }

        Assert.Equal(201, await own.TryAsync(persona.UserId, persona.Password, "127.0.6.1"));
    }

    private async Task FailAsync(string userId, int times, string address)
    {
        for (var attempt = 0; attempt < times; attempt++)
        {
            Assert.Equal(401, await fixture.TryAsync(userId, "wrong-password", address));
        }
    }
}
