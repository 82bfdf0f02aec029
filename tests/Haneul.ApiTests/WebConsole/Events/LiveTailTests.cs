using System.Net;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.CloudTrail.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>The stream that the script of the page follows.</summary>
public sealed class LiveTailTests : IAsyncLifetime
{
    private readonly ConsoleFixture _fixture = new();
    private Persona _persona = null!;
    private ConsoleBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _persona = await _fixture.CreatePersonaAsync(await _fixture.CreateProjectAsync(), "project_admin");
        _browser = new ConsoleBrowser(_fixture);
        await _browser.SignInAsync(_persona.UserName, _persona.Password);
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _fixture.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_comes_with_the_filters_of_the_search_but_its_period()
    {
        await _browser.GoAsync("/events?event_name=List%20Secrets&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z");
        var address = _browser.Html.QuerySelector("[data-module='live-tail']")!.GetAttribute("data-stream")!;
        Assert.Equal("/events/stream?event_name=List%20Secrets", address);
        using var stream = await OpenAsync(address);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType!.MediaType);
        await ListAsync("keys", "kms/api/v1/keys");
        await ListAsync("secrets", "secrets-manager/api/v1/secrets");

        Assert.Equal("List Secrets", (await stream.ReadNamedAsync()).Json.GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task A_stream_goes_on_where_it_was()
    {
        string? position;
        using (var stream = await OpenAsync("/events/stream?event_name=List%20Secrets"))
        {
            await ListAsync("secrets", "secrets-manager/api/v1/secrets");
            position = (await stream.ReadNamedAsync()).Id;
        }

        await ListAsync("secrets", "secrets-manager/api/v1/secrets?limit=7");
        using var resumed = await OpenAsync("/events/stream?event_name=List%20Secrets", ("Last-Event-ID", position!));
        Assert.Equal("List Secrets", (await resumed.ReadNamedAsync()).Json.GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task The_end_of_the_session_ends_the_stream_and_it_can_not_be_opened_again()
    {
        using var stream = await OpenAsync("/events/stream");
        await _browser.GoAsync("/profile");
        await _browser.SubmitAsync("form[action='/sign-out']");
        _fixture.Time.Advance(TimeSpan.FromSeconds(6));

        await stream.ReadToEndAsync();
        using var again = await _browser.OpenStreamAsync("/events/stream");
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
    }

    [Fact]
    public async Task Following_does_not_keep_a_session_from_idling()
    {
        using var stream = await OpenAsync("/events/stream");
        _fixture.Time.Advance(TimeSpan.FromMinutes(31));

        await stream.ReadToEndAsync();
    }

    [Fact]
    public async Task Without_script_the_page_says_what_is_missing_and_offers_no_button()
    {
        await _browser.GoAsync("/events");
        var live = _browser.Html.QuerySelector(".live")!;

        Assert.Contains("needs JavaScript", live.QuerySelector("noscript")!.TextContent, StringComparison.Ordinal);
        Assert.All(live.QuerySelectorAll("button"), static button => Assert.True(button.HasAttribute("hidden")));
    }

    private async Task<EventStream> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        var response = await _browser.OpenStreamAsync(path, headers);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var stream = new EventStream(response, await response.Content.ReadAsStreamAsync());
        await stream.ReadAsync(); // Where it begins.
        return stream;
    }

    private async Task ListAsync(string what, string path)
    {
        var (status, body) = await _fixture.CallAsync(HttpMethod.Get, "/" + path, _persona.Token);
        Assert.Equal(200, status);
        Assert.True(body.TryGetProperty(what, out _));
        await _fixture.Services.GetRequiredService<EventTail>().LookAsync();
    }
}
