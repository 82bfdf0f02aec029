using System.Net;
using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>The page of one event.</summary>
public sealed class EventPageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task An_event_shows_everything_that_it_tells_and_its_log()
    {
        var (persona, found) = await RefusedDeletionAsync();
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync($"/events/{Text(found, "event_id")}?at={Text(found, "event_time")}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        foreach (var value in Strings(found).Where(static value => value is not ("project" or "failed")))
        {
            Assert.Contains(value, browser.Text, StringComparison.Ordinal);
        }

        Assert.Contains("SecretHasVersions", browser.Html.QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
        using var log = JsonDocument.Parse(browser.Html.QuerySelector("#event pre")!.TextContent);
        Assert.True(JsonElement.DeepEquals(found, log.RootElement));
        Assert.Equal(browser.Html.QuerySelector("#event pre")!.TextContent, browser.Html.QuerySelector("#event .lines [data-copy]")!.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task Its_id_alone_finds_it_too()
    {
        var (persona, found) = await RefusedDeletionAsync();
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync($"/events/{Text(found, "event_id")}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Delete Secret", browser.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_id_alone_finds_it_among_any_number_of_events()
    {
        var (persona, found) = await RefusedDeletionAsync();
        await Parallel.ForAsync(0, 1_100, TestContext.Current.CancellationToken, async (_, _) =>
        {
            var (status, _) = await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets?limit=1", persona.Token);
            Assert.Equal(200, status);
        });
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync($"/events/{Text(found, "event_id")}");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Delete Secret", browser.Html.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Events of this request", "request_id", "request.request_id")]
    [InlineData("Events of this user", "user_id", "user.uuid")]
    [InlineData("Events of this resource", "resource_id", "resource.id")]
    [InlineData("Events of this access key", "credential_id", "request.credential_id")]
    [InlineData("Events from this address", "source_ip", "source_ip")]
    public async Task It_leads_to_the_events_around_it(string link, string field, string member)
    {
        var (persona, found) = await RefusedDeletionAsync();
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync($"/events/{Text(found, "event_id")}");
        var related = browser.Html.QuerySelectorAll(".related a").Single(candidate => candidate.TextContent == link);

        Assert.Equal($"/events?{field}={Uri.EscapeDataString(Text(found, member))}&range=90d", related.GetAttribute("href"));
        await browser.GoAsync(related.GetAttribute("href")!);
        Assert.Contains("Delete Secret", browser.Html.QuerySelectorAll("a[data-event]").Select(static event_ => event_.TextContent));
    }

    [Theory]
    [InlineData("/events/none")]
    [InlineData("/events/01a20308-ebf8-7892-97fb-31d22e7c1583")]
    [InlineData("/events/ffffffff-ffff-7fff-bfff-ffffffffffff")]
    [InlineData("/events/none?at=2026-11-21T09:00:00.000000Z")]
    [InlineData("/events/none?at=0001-01-01T00:00:00.000000Z")]
    [InlineData("/events/none?at=9999-12-31T23:59:59.999999Z")]
    [InlineData("/events/none?at=never")]
    public async Task What_is_no_event_is_not_found(string path)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task An_event_of_another_project_is_not_there()
    {
        var (_, found) = await RefusedDeletionAsync();
        var stranger = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var browser = await SignedInAsync(stranger);
        await browser.GoAsync($"/events/{Text(found, "event_id")}?at={Text(found, "event_time")}");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_refused_call_leads_to_the_answer_why()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", persona.Token, """{"secret":{"name":"mine","secret_data":"correct horse"}}""");
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Create%20Secret", persona.Token);
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync($"/events/{Text(Assert.Single(body.GetProperty("events").EnumerateArray()), "event_id")}");
        await browser.GoAsync(browser.Html.QuerySelectorAll(".related a").Single(static link => link.TextContent == "Why was this refused?").GetAttribute("href")!);

        Assert.Equal("Refused", browser.Html.QuerySelector(".verdict h2")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_call_that_failed_does_not_ask_why_it_was_refused()
    {
        var (persona, found) = await RefusedDeletionAsync();
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync($"/events/{Text(found, "event_id")}");

        Assert.DoesNotContain(browser.Html.QuerySelectorAll(".related a"), static link => link.GetAttribute("href")!.Contains("decisions", StringComparison.Ordinal));
    }

    private async Task<(Persona Persona, JsonElement Found)> RefusedDeletionAsync()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var (_, created) = await fixture.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", persona.Token, """{"secret":{"name":"데이터베이스","secret_data":"correct horse"}}""");
        await fixture.CallAsync(HttpMethod.Delete, $"/secrets-manager/api/v1/secrets/{created.GetProperty("secret").GetProperty("id").GetString()}", persona.Token);
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Delete%20Secret", persona.Token);
        return (persona, Assert.Single(body.GetProperty("events").EnumerateArray()));
    }

    private async Task<ConsoleBrowser> SignedInAsync(Persona persona)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        return browser;
    }

    private static string Text(JsonElement found, string member) => member.Split('.').Aggregate(found, static (element, name) => element.GetProperty(name)).GetString()!;

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static member => Strings(member.Value)),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
