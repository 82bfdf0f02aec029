using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Tokens;

/// <summary>Who may look at tokens and end them (validate_token, check_token, revoke_token).</summary>
public sealed class TokenAccessTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("system", "admin", 200, 200, 204)]
    [InlineData("system", "reader", 200, 200, 403)]
    [InlineData("project", "admin", 200, 200, 204)]
    [InlineData("project", "reader", 403, 403, 403)]
    [InlineData("domain", "admin", 403, 403, 403)]
    [InlineData("domain", "reader", 403, 403, 403)]
    public async Task Others_tokens_are_for_administrators_and_to_look_at_for_readers_of_the_system(string scope, string role, int shown, int check, int revoked)
    {
        var subject = await PersonaAsync();
        var caller = await PersonaAsync();
        var target = scope switch { "system" => "all", "domain" => "default", _ => caller.ProjectId };
        await fixture.GiveAsync("user", caller.UserId, scope, target, role);
        var token = await fixture.ByPasswordAsync(caller, scope switch
        {
            "system" => ScopeScenes.System,
            "domain" => """{"domain":{"id":"default"}}""",
            _ => $$$$$$"""{"project":{"id":"{{{{{{target}}}}}}"}}""",
        }).TokenAsync();

        Assert.Equal((shown, check), (await OnAsync(HttpMethod.Get), await OnAsync(HttpMethod.Head)));
        Assert.Equal(revoked, await OnAsync(HttpMethod.Delete));

        async Task<int> OnAsync(HttpMethod method)
        {
            using var response = await fixture.OnTokenAsync(method, token, subject.Token);
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task Another_token_of_ones_own_may_be_shown_and_ended()
    {
        var persona = await PersonaAsync();
        var unscoped = await fixture.ByPasswordAsync(persona, "\"unscoped\"").TokenAsync();

        using var shown = await fixture.OnTokenAsync(HttpMethod.Get, unscoped, persona.Token);
        using var ended = await fixture.OnTokenAsync(HttpMethod.Delete, unscoped, persona.Token);

        Assert.Equal((200, 204), ((int)shown.StatusCode, (int)ended.StatusCode));
        Assert.Null(await fixture.RolesOfAsync(persona.Token));
    }

    private async Task<Persona> PersonaAsync() => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
}

/// <summary>Time has a server of its own: moving the clock would end the other tests' tokens.</summary>
public sealed class ExpiredTokenAccessTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_expired_token_is_shown_for_two_days_to_whoever_asks_for_that_and_is_good_for_nothing_else()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var revoked = await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret);
        using (await fixture.OnTokenAsync(HttpMethod.Delete, revoked, revoked))
        {
        }

        fixture.Time.Advance(TimeSpan.FromHours(12));
        var admin = await fixture.SignInWithPasswordAsync(fixture.Bootstrap.UserId, fixture.Bootstrap.Password, fixture.Bootstrap.ProjectId);
        var stranger = await fixture.SignInAsync(fixture.Bootstrap.AccessKeyId, fixture.Bootstrap.AccessKeySecret);

        Assert.Equal(404, await ShowAsync(admin, persona.Token, ""));
        Assert.Equal(404, await ShowAsync(admin, persona.Token, "?allow_expired=0"));
        Assert.Equal(404, await ShowAsync(admin, persona.Token, "?allow_expired=False"));
        Assert.Equal(200, await ShowAsync(admin, persona.Token, "?allow_expired=1"));
        Assert.Equal(200, await ShowAsync(admin, persona.Token, "?allow_expired=True&nocatalog"));
        Assert.Equal(403, await ShowAsync(stranger, persona.Token, "?allow_expired=1"));
        Assert.Equal(404, await ShowAsync(admin, revoked, "?allow_expired=1"));
        Assert.Equal(404, await ShowAsync(admin, "garbage", "?allow_expired=1"));
        Assert.Equal(401, await ShowAsync(persona.Token, persona.Token, "?allow_expired=1"));
        using var ended = await fixture.OnTokenAsync(HttpMethod.Delete, admin, persona.Token, "?allow_expired=1");
        await ended.RefusedAsync(404);
        using var rescoped = await fixture.ByTokenAsync(persona.Token, "\"unscoped\"");
        await rescoped.RefusedAsync(401);

        fixture.Time.Advance(TimeSpan.FromHours(11));
        Assert.Equal(200, await ShowAsync(admin, persona.Token, "?allow_expired=1"));
        await fixture.TakeAllAsync(persona.UserId, "project", persona.ProjectId);
        Assert.Equal(404, await ShowAsync(admin, persona.Token, "?allow_expired=1"));
    }

    [Fact]
    public async Task After_the_window_it_is_gone()
    {
        var token = await fixture.SignInAsync();
        fixture.Time.Advance(TimeSpan.FromHours(60) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, await ShowAsync(await AdminAsync(), token, "?allow_expired=1"));

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(404, await ShowAsync(await AdminAsync(), token, "?allow_expired=1"));

        Task<string> AdminAsync() => fixture.SignInWithPasswordAsync(fixture.Bootstrap.UserId, fixture.Bootstrap.Password, fixture.Bootstrap.ProjectId);
    }

    private async Task<int> ShowAsync(string caller, string subject, string query)
    {
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, caller, subject, query);
        return (int)response.StatusCode;
    }
}
