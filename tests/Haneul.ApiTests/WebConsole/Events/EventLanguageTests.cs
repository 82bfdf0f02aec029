using System.Reflection;
using Haneul.WebConsole;
using Haneul.WebConsole.Events;
using Haneul.WebConsole.Events.Verification;
using Haneul.WebConsole.Languages;

namespace Haneul.ApiTests.WebConsole.Events;

/// <summary>The pages of Cloud Trail in Korean.</summary>
public sealed class EventLanguageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    private static readonly IReadOnlyList<Text> Texts =
    [
        .. new[] { typeof(EventsTexts), typeof(EventFieldTexts), typeof(HistogramTexts), typeof(VerificationTexts), typeof(PageTexts) }
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public)).Select(static field => field.GetValue(null)).OfType<Text>(),
    ];

    [Theory]
    [InlineData("/events")]
    [InlineData("/events?event_name=absent&range=1h")]
    [InlineData("/events?from=nonsense")]
    [InlineData("/events/verification")]
    [InlineData("/events/none")]
    [InlineData("an event")]
    public async Task A_page_in_Korean_has_no_sentence_in_English(string path)
    {
        using var browser = await ConsoleBrowser.SignedInAsync(fixture);
        browser.Headers["Accept-Language"] = "ko-KR,ko;q=0.9";
        await browser.GoAsync(path[0] == '/' ? path : "/events?event_name=Console+Login");
        if (path[0] != '/')
        {
            await browser.GoAsync(browser.Html.QuerySelector("a[data-event]")!.GetAttribute("href")!);
        }

        // Events have their names of the catalogue, whatever they are.
        var name = path[0] == '/' ? "" : browser.Html.QuerySelector("h1")!.TextContent;
        var shown = name.Length == 0 ? browser.Body : browser.Body.Replace(name, "", StringComparison.Ordinal);
        Assert.Equal("ko", browser.Html.DocumentElement.GetAttribute("lang"));
        foreach (var text in Texts.Where(static text => text.English.Length > 12 && text.English != text.Korean))
        {
            foreach (var piece in text.English.Split("{0}", StringSplitOptions.RemoveEmptyEntries).Where(static piece => piece.Length > 12))
            {
                Assert.DoesNotContain(System.Net.WebUtility.HtmlEncode(piece), shown, StringComparison.Ordinal);
            }
        }
    }
}
