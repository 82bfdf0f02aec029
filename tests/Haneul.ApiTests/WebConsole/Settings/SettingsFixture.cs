using AngleSharp.Dom;
using Haneul.ApiTests.Api.CloudTrail.LogStorage;
using Haneul.ApiTests.Api.CloudTrail.Notifications;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole.Settings;

/// <summary>A server that may connect to loopback, with a bucket service and a webhook there, and browsers of people with roles.</summary>
public class SettingsFixture : ConsoleFixture
{
    /// <summary>The bucket service.</summary>
    public FakeBucketService Buckets { get; private set; } = null!;

    /// <summary>The webhook.</summary>
    internal WebhookReceiver Webhook { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string?> ExtraSettings =>
        new Dictionary<string, string?>(base.ExtraSettings, StringComparer.Ordinal) { ["Haneul:AllowPrivateTargets"] = "127.0.0.0/8" };

    public override async ValueTask InitializeAsync()
    {
        Buckets = await FakeBucketService.StartAsync();
        Webhook = await WebhookReceiver.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Buckets.DisposeAsync();
        await Webhook.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A browser of somebody with roles in a project of their own.</summary>
    internal async Task<ConsoleBrowser> PersonAsync(params string[] roles) => (await PersonaAsync(roles)).Browser;

    /// <summary>The same, with who they are.</summary>
    internal async Task<(ConsoleBrowser Browser, Persona Persona)> PersonaAsync(params string[] roles)
    {
        var persona = await CreatePersonaAsync(await CreateProjectAsync(), roles);
        var browser = new ConsoleBrowser(this);
        await browser.SignInAsync(persona.UserName, persona.Password);
        return (browser, persona);
    }
}

/// <summary>What tests ask of a page.</summary>
internal static class PageReading
{
    /// <summary>What is wrong with a field, as it stands beside it; empty for nothing.</summary>
    public static string ProblemOf(this ConsoleBrowser browser, string field) =>
        browser.Html.QuerySelector($"#field-{field}-error")?.TextContent ?? browser.Html.QuerySelector($".field:has([name='{field}']) .error")?.TextContent ?? "";

    /// <summary>What stands in a field.</summary>
    public static string? ValueOf(this ConsoleBrowser browser, string field) => browser.Html.QuerySelector($"[name='{field}']")?.GetAttribute("value");

    /// <summary>
    /// English of the page's own: words of three letters and more in its content, without what is code, a name of somebody or a value. Korean pages have none of these.
    /// </summary>
    public static IReadOnlyList<string> EnglishSentences(this ConsoleBrowser browser)
    {
        var main = (IElement)browser.Html.QuerySelector("main")!.Clone();
        foreach (var part in main.QuerySelectorAll("code, pre, .curl, datalist, option, textarea, .values"))
        {
            part.Remove();
        }

        return [.. main.QuerySelectorAll("*").Where(static element => element.ChildElementCount == 0)
            .Select(static element => element.TextContent.Trim())
            .Where(static text => System.Text.RegularExpressions.Regex.IsMatch(text, "[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)))];
    }
}
