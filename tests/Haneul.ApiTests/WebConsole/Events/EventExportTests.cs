using System.Net;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>Files of what a search finds.</summary>
public sealed class EventExportTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Theory]
    [InlineData("csv", "text/csv", ".csv")]
    [InlineData("jsonl", "application/jsonl", ".jsonl")]
    public async Task The_page_offers_a_file_of_the_search_which_is_the_APIs_own(string format, string type, string extension)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", persona.Token);
        using var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        await browser.GoAsync("/events?event_name=List%20Secrets&range=7d&order=asc&size=1&columns=call");
        await browser.GoAsync(browser.Html.QuerySelector($".export a[href*='format={format}']")!.GetAttribute("href")!);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal(type, browser.Response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(extension, browser.Response.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        using var expected = await fixture.SendAsync(HttpMethod.Get, $"/cloud-trail/haneul/v1/events/export?format={format}&event_name=List%20Secrets&order=asc", persona.Token);
        Assert.Equal(await expected.Content.ReadAsStringAsync(), browser.Body);
        Assert.Contains("List Secrets", browser.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_makes_no_sense_gives_no_file()
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        await browser.GoAsync("/events/export?format=csv&from=yesterday");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal("text/html", browser.Response.Content.Headers.ContentType!.MediaType);
    }
}
