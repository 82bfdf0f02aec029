using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>What ends or changes a token before its time (seed 1, permission changes and expiration). Each on the very next call.</summary>
public sealed class TokenLifeTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_demotion_acts_on_the_next_call_and_a_promotion_needs_a_new_key()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        Assert.Equal(["project_admin", "project_member", "project_reader"], await fixture.RolesOfAsync(persona.Token));

        await fixture.AssignRoleAsync(project, persona.UserId, "project_member");
        await fixture.UnassignRoleAsync(project, persona.UserId, "project_admin");
        Assert.Equal(["project_member", "project_reader"], await fixture.RolesOfAsync(persona.Token));

        await fixture.AssignRoleAsync(project, persona.UserId, "project_admin");
        Assert.Equal(["project_admin", "project_member", "project_reader"], await fixture.RolesOfAsync(persona.Token));

        await fixture.AssignRoleAsync(project, persona.UserId, "kms_manager");
        Assert.DoesNotContain("kms_manager", (await fixture.RolesOfAsync(persona.Token))!);
        Assert.DoesNotContain("kms_manager", (await fixture.RolesOfAsync(await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret)))!);
    }

    [Fact]
    public async Task A_role_that_was_missing_at_issue_does_not_come_into_a_token()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        await fixture.AssignRoleAsync(project, persona.UserId, "project_reader");
        await fixture.UnassignRoleAsync(project, persona.UserId, "project_admin");
        var issuedAsReader = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);

        await fixture.AssignRoleAsync(project, persona.UserId, "project_admin");

        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(issuedAsReader));
    }

    [Fact]
    public async Task Without_a_role_in_the_project_the_token_is_dead_and_the_key_gives_none()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_member");

        await fixture.UnassignRoleAsync(project, persona.UserId, "project_member");

        await ShouldBeDeadAsync(persona);
        using var issue = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, persona.AccessKeySecret));
        await issue.RefusedAsync(401);
    }

    [Fact]
    public async Task A_deleted_key_takes_its_tokens_along()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        Assert.NotNull(await fixture.RolesOfAsync(persona.Token));
        var password = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);

        var (status, _) = await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}/application_credentials/{persona.AccessKeyId}", password);

        Assert.Equal(204, status);
        await ShouldBeDeadAsync(persona);
        Assert.NotNull(await fixture.RolesOfAsync(password));
    }

    [Fact]
    public async Task A_disabled_user_has_no_live_token_and_no_key_left()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        Assert.NotNull(await fixture.RolesOfAsync(persona.Token));

        await PatchUserAsync(persona.UserId, """{"user":{"enabled":false}}""");
        await ShouldBeDeadAsync(persona);

        await PatchUserAsync(persona.UserId, """{"user":{"enabled":true}}""");
        await ShouldBeDeadAsync(persona);
        using var issue = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, persona.AccessKeySecret));
        await issue.RefusedAsync(401);
    }

    [Fact]
    public async Task A_deleted_user_has_no_live_token()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        Assert.NotNull(await fixture.RolesOfAsync(persona.Token));

        var (status, _) = await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}", await fixture.AdminTokenAsync());

        Assert.Equal(204, status);
        await ShouldBeDeadAsync(persona);
    }

    [Fact]
    public async Task A_new_password_ends_every_token_of_the_user()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        Assert.NotNull(await fixture.RolesOfAsync(persona.Token));

        await PatchUserAsync(persona.UserId, """{"user":{"password":"another-Passw0rd"}}""");

        await ShouldBeDeadAsync(persona);
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.SignInWithPasswordAsync(persona.UserId, "another-Passw0rd", persona.ProjectId)));
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret)));
    }

    [Fact]
    public async Task A_disabled_project_ends_its_tokens_and_when_it_is_enabled_new_ones_are_made()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        Assert.NotNull(await fixture.RolesOfAsync(persona.Token));

        await PatchProjectAsync(persona.ProjectId, """{"project":{"enabled":false}}""");
        await ShouldBeDeadAsync(persona);

        await PatchProjectAsync(persona.ProjectId, """{"project":{"enabled":true}}""");
        await ShouldBeDeadAsync(persona);
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret)));
    }

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        var token = await fixture.SignInAsync();

        await fixture.RestartAsync();

        Assert.NotNull(await fixture.RolesOfAsync(token));
    }

    private async Task ShouldBeDeadAsync(Persona persona)
    {
        using var asCaller = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{persona.UserId}/projects", persona.Token);
        using var asSubject = await fixture.OnTokenAsync(HttpMethod.Get, await fixture.AdminTokenAsync(), persona.Token);
        await asCaller.RefusedAsync(401);
        await asSubject.RefusedAsync(404);
    }

    private async Task PatchUserAsync(string id, string body) =>
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/users/{id}", await fixture.AdminTokenAsync(), body)).Status);

    private async Task PatchProjectAsync(string id, string body) =>
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Patch, $"/identity/v3/projects/{id}", await fixture.AdminTokenAsync(), body)).Status);
}

/// <summary>Time has a server of its own: moving the clock would end the other tests' tokens.</summary>
public sealed class TokenExpiryTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_token_lives_twelve_hours_and_one_of_a_key_no_longer_than_the_key()
    {
        var password = await fixture.SignInWithPasswordAsync(fixture.Bootstrap.UserId, fixture.Bootstrap.Password, fixture.Bootstrap.ProjectId);
        var expiry = fixture.Time.GetUtcNow().AddHours(1);
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, $"/identity/v3/users/{fixture.Bootstrap.UserId}/application_credentials", password, $$$$$$$"""
            {"application_credential":{"name":"short","expires_at":"{{{{{{{expiry:yyyy-MM-dd'T'HH:mm:ss}}}}}}}"}}
            """);
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        Assert.Equal($"{expiry:yyyy-MM-dd'T'HH:mm:ss}.000000", key.GetProperty("expires_at").GetString());
        var (keyId, secret) = (key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
        var shortLived = await fixture.SignInAsync(keyId, secret);
        var whole = await fixture.SignInAsync();
        Assert.NotNull(await fixture.RolesOfAsync(shortLived));

        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await fixture.RolesOfAsync(shortLived));
        using var issue = await fixture.IssueAsync(IamRequests.ByKeyId(keyId, secret));
        await issue.RefusedAsync(401);

        fixture.Time.Advance(TimeSpan.FromHours(11) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await fixture.RolesOfAsync(whole));
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await fixture.RolesOfAsync(whole));
    }
}
