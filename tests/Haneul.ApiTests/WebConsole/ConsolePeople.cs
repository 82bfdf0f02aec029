using System.Net;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole;

/// <summary>What tests of several areas do with browsers and the people in front of them.</summary>
internal static class ConsolePeople
{
    /// <summary>The form in the content of a page.</summary>
    public const string Form = "main form[method=post]";

    /// <summary>Somebody with roles in a project of their own, and a browser in which they are signed in.</summary>
    public static async Task<(ConsoleBrowser Browser, Persona Persona)> PersonAsync(this ApiFixture fixture, params string[] roles)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), roles);
        return (await fixture.BrowserOfAsync(persona), persona);
    }

    /// <summary>Another browser in which somebody is signed in.</summary>
    public static async Task<ConsoleBrowser> BrowserOfAsync(this ApiFixture fixture, Persona persona)
    {
        var browser = new ConsoleBrowser(fixture);
        await browser.SignInAsync(persona.UserName, persona.Password);
        return browser;
    }

    /// <summary>Opens a page that must be shown.</summary>
    public static async Task SeeAsync(this ConsoleBrowser browser, string path)
    {
        await browser.GoAsync(path);
        Assert.True(browser.Status == HttpStatusCode.OK, $"{path} was answered {(int)browser.Status} {browser.Location}: {browser.Text}");
    }

    /// <summary>Sends a form that must lead on, and follows.</summary>
    public static async Task GoOnAsync(this ConsoleBrowser browser, string selector, params (string Name, string? Value)[] fields)
    {
        await browser.SubmitAsync(selector, fields);
        Assert.True(browser.Status == HttpStatusCode.SeeOther, $"The form was answered {(int)browser.Status}: {browser.Text}");
        await browser.FollowAsync();
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    /// <summary>What is wrong with a field, as it stands beside it; null for nothing.</summary>
    public static string? ErrorAt(this ConsoleBrowser browser, string field) => browser.Html.QuerySelector($"#field-{field}-error")?.TextContent;

    /// <summary>What stands in a field of text.</summary>
    public static string? TypedIn(this ConsoleBrowser browser, string field) => browser.Html.QuerySelector($"#field-{field}")?.GetAttribute("value");

    /// <summary>Whether a text, or the name of an element, stands anywhere in the page.</summary>
    public static bool Has(this ConsoleBrowser browser, string text) => browser.Text.Contains(text, StringComparison.Ordinal);

    /// <summary>The events that somebody left after a place of the trail, by name and status.</summary>
    public static async Task<IReadOnlyList<(string Name, int Status)>> EventsOfAsync(this ApiFixture fixture, string userId, long after) =>
        [.. (await TrailReading.AfterAsync(fixture, after)).Where(told => told.Actor.UserId == userId).Select(static told => (told.Kind.EventName, told.Status))];
}
