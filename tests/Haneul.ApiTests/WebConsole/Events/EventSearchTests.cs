using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>The search for events, as a person without script sees it.</summary>
public sealed class EventSearchTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task What_happened_is_listed_newest_first_and_leads_to_each_event()
    {
        var persona = await PersonaWithSecretAsync("project_admin", "db");
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync("/events");

        var expected = (await ListAsync(persona.Token, "")).Select(found => found.GetProperty("event_name").GetString()!).ToList();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        var names = Links(browser).Select(link => link.TextContent).ToList();
        Assert.Contains("Create Secret", names);
        Assert.Equal(expected[^names.Count..], names);
        Assert.All(Links(browser), link => Assert.StartsWith("/events/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal("true", browser.Html.QuerySelector(".periods a[href='/events?range=24h']")!.GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData("q", "resource.name")]
    [InlineData("event_name", "event_name")]
    [InlineData("source_service", "resource.source_service")]
    [InlineData("service_name", "service_name")]
    [InlineData("event_category", "event_category")]
    [InlineData("result", "result")]
    [InlineData("user_id", "user.uuid")]
    [InlineData("user_email", "user.id")]
    [InlineData("user_name", "user.name")]
    [InlineData("credential_id", "request.credential_id")]
    [InlineData("source_ip", "source_ip")]
    [InlineData("user_agent", "request.user_agent")]
    [InlineData("resource_type", "resource.type")]
    [InlineData("resource_name", "resource.name")]
    [InlineData("resource_id", "resource.id")]
    [InlineData("request_id", "request.request_id")]
    public async Task Every_field_filters_and_its_chip_takes_it_out(string field, string member)
    {
        var persona = await PersonaWithSecretAsync("project_admin", "db");
        var created = (await ListAsync(persona.Token, "?event_name=Create%20Secret")).Single();
        var value = member.Split('.').Aggregate(created, static (element, name) => element.GetProperty(name)).GetString()!;
        using var browser = await SignedInAsync(persona);

        await browser.GoAsync($"/events?{field}={Uri.EscapeDataString(value)}&range=24h");
        Assert.Contains(Links(browser), link => link.GetAttribute("href")!.Contains(created.GetProperty("event_id").GetString()!, StringComparison.Ordinal));
        await browser.GoAsync($"/events?{field}=absent&range=24h");
        if (field is "event_category" or "result")
        {
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.NotNull(browser.Html.QuerySelector($".wrong #event-{field}, .field.wrong [name='{field}'], .problem"));
            return;
        }

        Assert.Empty(Links(browser));
        Assert.NotNull(browser.Html.QuerySelector(".empty"));
        await browser.GoAsync(browser.Html.QuerySelector(".chips li:not(.all) a")!.GetAttribute("href")!);
        Assert.NotEmpty(Links(browser));
        Assert.Null(browser.Html.QuerySelector(".chips"));
    }

    [Fact]
    public async Task The_form_leaves_an_address_with_what_was_filled_in_alone_and_times_of_every_zone()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Cookies["haneul-zone"] = "Asia%2FSeoul";
        await browser.GoAsync("/events?q=&event_name=Create%20Secret&user_id=&from=2026-11-21T10:00&to=2026-11-21T12:30:05&order=&range=24h");

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/events?event_name=Create%20Secret&from=2026-11-21T01%3A00%3A00Z&to=2026-11-21T03%3A30%3A05Z", browser.Location);
        await browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("2026-11-21T10:00:00", browser.Html.QuerySelector("#event-from")!.GetAttribute("value"));
        Assert.Equal("2026-11-21T12:30:05", browser.Html.QuerySelector("#event-to")!.GetAttribute("value"));
        Assert.Equal("Create Secret", browser.Html.QuerySelector("#event-event_name")!.GetAttribute("value"));
        Assert.Contains("2026-11-21 10:00 – 2026-11-21 12:30", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=yesterday", "from", "Enter a date and a time.")]
    [InlineData("to=0001-01-01T00:00", "to", "Enter a date and a time.")]
    [InlineData("to=9999-12-31T23:59", "to", "Enter a date and a time.")]
    [InlineData("from=2026-11-21T09:00:00Z&to=2026-11-20T09:00:00Z", "from", "Must not be after the end.")]
    public async Task A_time_that_makes_no_sense_has_its_error_beside_it_and_the_rest_is_kept(string query, string field, string error)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync($"/events?{query}&resource_name=kept");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal(error, browser.Html.QuerySelector($"#event-{field}-error")!.TextContent);
        Assert.Equal($"event-{field}-error", browser.Html.QuerySelector($"#event-{field}")!.GetAttribute("aria-describedby"));
        Assert.Equal("kept", browser.Html.QuerySelector("#event-resource_name")!.GetAttribute("value"));
        Assert.True(browser.Html.QuerySelector(".event-search details")!.HasAttribute("open"));
    }

    [Fact]
    public async Task A_list_goes_on_without_leaving_out_or_repeating_an_event()
    {
        var persona = await PersonaWithSecretAsync("project_admin", "a");
        for (var i = 0; i < 5; i++)
        {
            await CreateSecretAsync(persona.Token, $"secret-{i}");
        }

        using var browser = await SignedInAsync(persona);
        await browser.GoAsync("/events?range=7d&event_name=Create%20Secret&size=2&order=asc");
        var seen = new List<string>();
        while (true)
        {
            seen.AddRange(browser.Html.QuerySelectorAll("td[data-label='Resource name']").Select(cell => cell.TextContent.Trim()));
            if (browser.Html.QuerySelector("a[rel=next]") is not { } next)
            {
                break;
            }

            await browser.GoAsync(next.GetAttribute("href")!);
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        Assert.Equal(["a", "secret-0", "secret-1", "secret-2", "secret-3", "secret-4"], seen);
        await browser.GoAsync(browser.Html.QuerySelector(".pager a")!.GetAttribute("href")!);
        Assert.Equal(["a", "secret-0"], browser.Html.QuerySelectorAll("td[data-label='Resource name']").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task A_place_in_another_list_is_told_in_words()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/events?range=7d&cursor=made-up");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Start again from the first page.", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_in_names_and_filters_comes_out_as_text()
    {
        var persona = await PersonaWithSecretAsync("project_admin", Script);
        using var browser = await SignedInAsync(persona);
        var escaped = Uri.EscapeDataString(Script);
        foreach (var path in new[] { "/events", $"/events?resource_name={escaped}", $"/events?q={escaped}&user_id={escaped}&range={escaped}&columns={escaped}&event_name={escaped}", $"/events?from={escaped}", $"/events?event_category={escaped}" })
        {
            await browser.GoAsync(path);
            Assert.DoesNotContain(Script, browser.Body, StringComparison.Ordinal);
            Assert.Single(browser.Html.Scripts);
        }

        await browser.GoAsync($"/events?resource_name={escaped}");
        await browser.GoAsync(Links(browser)[0].GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains(Script, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Script, browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chosen_columns_are_shown_and_stay_chosen_on_the_next_page()
    {
        var persona = await PersonaWithSecretAsync("project_admin", "a");
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync("/events?range=24h&size=1&columns=request_id&columns=call");

        Assert.Equal(["Event name", "Call", "Request ID"], browser.Html.QuerySelectorAll(".event-list th").Select(cell => cell.TextContent.Trim()));
        await browser.GoAsync(browser.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(3, browser.Html.QuerySelectorAll(".event-list th").Length);
    }

    [Theory]
    [InlineData("project_reader", true)]
    [InlineData("project_member", true)]
    [InlineData("secrets_manager_viewer", false)]
    [InlineData("kms_user", false)]
    public async Task Roles_decide_as_they_do_at_the_API(string role, bool isAllowed)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), role);
        using var browser = await SignedInAsync(persona);

        Assert.Equal(isAllowed, browser.Html.QuerySelector("nav a[href='/events']") is not null);
        foreach (var path in new[] { "/events", "/events/export?format=csv", "/events/stream" })
        {
            using var response = await browser.OpenStreamAsync(path);
            Assert.Equal(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task Events_of_the_organisation_are_for_those_who_may_see_them()
    {
        using var administrator = await ConsoleBrowser.SignedInAsync(fixture);
        await administrator.GoAsync("/events?event_category=organisation&range=24h");
        Assert.NotEmpty(Links(administrator));
        Assert.NotNull(administrator.Html.QuerySelector("#event-event_category"));

        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var browser = await SignedInAsync(persona);
        await browser.GoAsync("/events");
        Assert.Null(browser.Html.QuerySelector("#event-event_category"));
        Assert.Null(browser.Html.QuerySelector(".verified"));
        await browser.GoAsync("/events?event_category=organisation&range=24h");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
    }

    private static IReadOnlyList<IElement> Links(ConsoleBrowser browser) => [.. browser.Html.QuerySelectorAll(".event-list a[data-event]")];

    private async Task<ConsoleBrowser> SignedInAsync(Persona persona)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        return browser;
    }

    private async Task<Persona> PersonaWithSecretAsync(string role, string name)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), role);
        await CreateSecretAsync(persona.Token, name);
        return persona;
    }

    private async Task CreateSecretAsync(string token, string name)
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, object> { ["secret"] = new Dictionary<string, string> { ["name"] = name, ["secret_data"] = "correct horse" } });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/secrets-manager/api/v1/secrets") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.UserAgent.ParseAdd("trail-test/1.0");
        using var response = await fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string token, string query)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events" + query, token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray()];
    }
}
