using System.Net;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>When a session begins, and everything that ends it.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private const string Cookie = "haneul-console";
    private readonly ConsoleFixture _fixture = new();

    public async ValueTask InitializeAsync() => await _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_secret_that_somebody_planted_is_no_session_after_the_sign_in()
    {
        using var attacker = new ConsoleBrowser(_fixture);
        await attacker.GoAsync("/sign-in");
        using var victim = new ConsoleBrowser(_fixture);
        victim.Cookies[Cookie] = attacker.Cookies[Cookie];
        await victim.SignInAsync(_fixture.Bootstrap.UserName, _fixture.Bootstrap.Password);

        await attacker.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, attacker.Status);
        await victim.GoAsync("/profile");
        Assert.Equal(HttpStatusCode.OK, victim.Status);
    }

    [Fact]
    public async Task A_session_that_is_used_goes_on_and_one_that_is_not_ends()
    {
        using var browser = await SignedInAsync();
        for (var pause = 0; pause < 4; pause++)
        {
            _fixture.Time.Advance(TimeSpan.FromMinutes(28));
            await browser.GoAsync("/profile");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        _fixture.Time.Advance(TimeSpan.FromMinutes(31));
        await browser.GoAsync("/profile?x=1");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/sign-in?return=%2Fprofile%3Fx%3D1", browser.Location);
    }

    [Fact]
    public async Task However_much_a_session_is_used_it_ends_in_the_end()
    {
        using var browser = await SignedInAsync();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromHours(11.5); passed += TimeSpan.FromMinutes(25))
        {
            _fixture.Time.Advance(TimeSpan.FromMinutes(25));
            await browser.GoAsync("/profile");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        _fixture.Time.Advance(TimeSpan.FromMinutes(25));
        await browser.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
    }

    [Fact]
    public async Task A_form_that_is_sent_after_the_end_leads_back_to_its_page_and_changes_nothing()
    {
        using var browser = await SignedInAsync();
        await browser.GoAsync("/password");
        var form = browser.Fill("main form", ("old", _fixture.Bootstrap.Password), ("new", "Another-passw0rd-1"), ("again", "Another-passw0rd-1"));
        form.Headers.Referrer = new Uri($"http://console.localhost:{_fixture.Http.BaseAddress!.Port}/password?x=1");
        _fixture.Time.Advance(TimeSpan.FromMinutes(31));

        await browser.SendAsync(form);

        Assert.Equal("/sign-in?return=%2Fpassword%3Fx%3D1", browser.Location);
        await browser.SignInAsync(_fixture.Bootstrap.UserName, _fixture.Bootstrap.Password);
    }

    [Fact]
    public async Task A_form_without_a_page_of_its_own_leads_to_the_overview_after_the_end()
    {
        using var browser = await SignedInAsync();
        var form = browser.Fill("form[action='/sign-out']");
        form.Headers.Referrer = new Uri("https://evil.example/sign-out");
        _fixture.Time.Advance(TimeSpan.FromMinutes(31));

        await browser.SendAsync(form);

        Assert.Equal("/sign-in", browser.Location);
    }

    [Theory]
    [InlineData("""{"user":{"enabled":false}}""")]
    [InlineData(null)]
    public async Task The_session_of_a_user_who_is_disabled_or_deleted_is_over(string? change)
    {
        var persona = await _fixture.CreatePersonaAsync(_fixture.Bootstrap.ProjectId, "project_member");
        using var browser = new ConsoleBrowser(_fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        var (status, _) = await _fixture.CallAsync(change is null ? HttpMethod.Delete : HttpMethod.Patch, $"/identity/v3/users/{persona.UserId}", await _fixture.AdminTokenAsync(), change);
        Assert.InRange(status, 200, 204);

        await browser.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.StartsWith("/sign-in", browser.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_changed_in_one_browser_ends_the_sessions_of_all_others()
    {
        var persona = await _fixture.CreatePersonaAsync(_fixture.Bootstrap.ProjectId, "project_member");
        using var here = new ConsoleBrowser(_fixture);
        await here.SignInAsync(persona.UserName, persona.Password);
        using var there = new ConsoleBrowser(_fixture);
        await there.SignInAsync(persona.UserName, persona.Password);
        _fixture.Time.Advance(TimeSpan.FromSeconds(2)); // Tokens of the second of the change are not told from those before it.
        await here.GoAsync("/password");
        await here.SubmitAsync("main form", ("old", persona.Password), ("new", "Another-passw0rd-1"), ("again", "Another-passw0rd-1"));
        Assert.Equal(HttpStatusCode.SeeOther, here.Status);

        await there.GoAsync("/profile");
        await here.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, there.Status);
        Assert.Equal(HttpStatusCode.OK, here.Status);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_with_the_next_click()
    {
        var persona = await _fixture.CreatePersonaAsync(_fixture.Bootstrap.ProjectId, "project_reader");
        using var browser = new ConsoleBrowser(_fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        Assert.NotNull(browser.Html.QuerySelector("a[href='/secrets']"));
        await _fixture.UnassignRoleAsync(_fixture.Bootstrap.ProjectId, persona.UserId, "project_reader");

        await browser.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Null(browser.Html.QuerySelector("a[href='/secrets']"));
    }

    [Fact]
    public async Task The_sessions_of_one_user_are_not_listed_for_another_and_not_ended_by_another()
    {
        using var mine = await SignedInAsync();
        var persona = await _fixture.CreatePersonaAsync(_fixture.Bootstrap.ProjectId, "project_member");
        using var theirs = new ConsoleBrowser(_fixture);
        await theirs.SignInAsync(persona.UserName, persona.Password);
        var sessions = _fixture.Services.GetRequiredService<SessionTable>();
        var own = Assert.Single(await sessions.ListAsync(_fixture.Bootstrap.UserId, TestContext.Current.CancellationToken));
        await theirs.GoAsync("/profile/sessions");
        Assert.DoesNotContain(own.Id, theirs.Body, StringComparison.Ordinal);
        var token = _fixture.Services.GetRequiredService<FormTokens>().Create(SessionSecret.Parse(theirs.Cookies[Cookie])!, "/profile/sessions");
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("session", own.Id), KeyValuePair.Create(FormTokens.FieldName, token)]);
        await theirs.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/profile/sessions") { Content = content });
        await theirs.GoAsync("/profile");
        await theirs.SubmitAsync("form[action='/sign-out']");

        await mine.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.OK, mine.Status);
    }

    [Fact]
    public async Task A_person_without_a_role_in_the_organisation_keeps_the_session_on_pages_that_ask_for_one()
    {
        var persona = await _fixture.CreatePersonaAsync(_fixture.Bootstrap.ProjectId, "project_reader");
        using var browser = new ConsoleBrowser(_fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);

        await browser.GoAsync("/search?q=a");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        foreach (var route in ConsoleRoute.Pages(_fixture).Where(static route => !route.Template.Contains("/sign-in", StringComparison.Ordinal)))
        {
            await browser.GoAsync(route.PathOfNothing());
            Assert.False(browser.Location?.StartsWith("/sign-in", StringComparison.Ordinal) ?? false, route.Template);
        }
    }

    [Fact]
    public async Task A_session_can_be_ended_from_another_browser()
    {
        using var here = await SignedInAsync();
        using var there = await SignedInAsync();
        await here.GoAsync("/profile/sessions");
        await here.SubmitAsync("main form:has(input[name=session])");

        await there.GoAsync("/profile");
        await here.GoAsync("/profile");

        Assert.Equal(HttpStatusCode.SeeOther, there.Status);
        Assert.Equal(HttpStatusCode.OK, here.Status);
    }

    private async Task<ConsoleBrowser> SignedInAsync()
    {
        var browser = new ConsoleBrowser(_fixture);
        await browser.SignInAsync(_fixture.Bootstrap.UserName, _fixture.Bootstrap.Password);
        return browser;
    }
}
