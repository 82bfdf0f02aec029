using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.WebConsole.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Haneul.ApiTests.WebConsole.Security;

/// <summary>Forms that anybody can send without signing in are good for an hour, so that what is kept of each, for it to be good once, is soon gone.</summary>
public sealed class AnonymousFormTests : IAsyncLifetime
{
    private readonly ConsoleFixture _fixture = new();

    public async ValueTask InitializeAsync() => await _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("en", "This page was open for a long time")]
    [InlineData("ko", "페이지를 연 지 오래되어")]
    public async Task A_sign_in_form_that_is_too_old_is_shown_again_with_what_was_typed_but_the_password(string language, string word)
    {
        using var browser = new ConsoleBrowser(_fixture) { Headers = { ["Accept-Language"] = language } };
        await browser.GoAsync("/sign-in?return=/profile");
        var form = browser.Fill("form", ("organisation", "Somewhere"), ("user", "some<b>body"), ("password", _fixture.Bootstrap.Password));
        var place = await TrailReading.LastAsync(_fixture);
        _fixture.Time.Advance(TimeSpan.FromMinutes(60));

        await browser.SendAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(word, browser.Html.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Somewhere", "some<b>body"), (browser.TypedIn("organisation"), browser.TypedIn("user")));
        Assert.DoesNotContain(_fixture.Bootstrap.Password, browser.Body, StringComparison.Ordinal);
        Assert.Equal(place, await TrailReading.LastAsync(_fixture));
        Assert.Equal(0, await RowsAsync());

        await browser.SubmitAsync("form", ("organisation", "Default"), ("user", _fixture.Bootstrap.UserName), ("password", _fixture.Bootstrap.Password));
        Assert.Equal("/profile", browser.Location);
    }

    [Fact]
    public async Task A_form_of_another_browser_is_refused_however_old_it_is()
    {
        using var browser = new ConsoleBrowser(_fixture);
        using var attacker = new ConsoleBrowser(_fixture);
        await browser.GoAsync("/sign-in");
        await attacker.GoAsync("/sign-in");
        var form = attacker.Fill("form", ("user", "planted"));
        _fixture.Time.Advance(TimeSpan.FromMinutes(60));

        await browser.SendAsync(form);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Null(browser.TypedIn("user"));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_kept_of_forms_that_strangers_send_is_gone_an_hour_after_they_were_made()
    {
        using var stranger = new ConsoleBrowser(_fixture);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await stranger.GoAsync("/sign-in");
            await stranger.SubmitAsync("form", ("user", ""));
        }

        _fixture.Time.Advance(TimeSpan.FromMinutes(59));
        await SweepAsync();
        Assert.Equal(3, await RowsAsync());

        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        while (await RowsAsync() > 0)
        {
            // A round that began before may still be under way, and there is one at a time.
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await SweepAsync();
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task The_forms_of_whoever_is_signed_in_are_good_and_kept_as_long_as_a_session()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(_fixture);
        await browser.GoAsync("/projects/choose");
        var early = browser.Fill("main form");
        var body = await early.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken);
        for (var passed = 0; passed < 3; passed++)
        {
            _fixture.Time.Advance(TimeSpan.FromMinutes(25));
            await browser.SeeAsync("/profile");
        }

        await browser.SendAsync(early);
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        while (await RowsAsync() > 1)
        {
            // That of the sign-in goes, as above.
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await SweepAsync();
        }

        await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/projects/choose") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") });
        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal(1, await RowsAsync());
    }

    private Task SweepAsync() => _fixture.Services.GetServices<IHostedService>().OfType<SessionSweep>().Single().SweepAsync();

    private async Task<long> RowsAsync() =>
        await _fixture.Services.GetRequiredService<IDatabase>().ReadAsync(static session =>
            session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM console_forms", static row => row.GetInt64(0)));
}
