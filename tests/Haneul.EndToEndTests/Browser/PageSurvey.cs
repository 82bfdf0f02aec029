using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// Looks at pages as people may have them: light and dark, on a desk and on a phone, and in narrow windows. A page is opened once for each language, and turned on the spot: both languages
/// see light and dark, and both widths.
/// </summary>
public sealed class PageSurvey
{
    // 640 pixels are a window of 1280 at 200 %.
    private static readonly int[] Narrow = [640, 360];

    /// <summary>What axe-core finds, each with the page and how it looked.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Pages that are wider than the window.</summary>
    public List<string> TooWide { get; } = [];

    /// <summary>How many looks it took.</summary>
    public int Looks { get; private set; }

    /// <summary>Looks at what a window shows.</summary>
    /// <param name="window">The window, with axe-core in it (<see cref="Accessibility.LoadAsync"/>); it is a wide and light one again afterwards.</param>
    /// <param name="name">What it shows.</param>
    /// <param name="language">The language that it shows it in.</param>
    public async Task LookAsync(BrowserWindow window, string name, string language)
    {
        foreach (var (scheme, width) in language == "ko" ? [(ColorScheme.Light, 390), (ColorScheme.Dark, 1280)] : new[] { (ColorScheme.Dark, 390), (ColorScheme.Light, 1280) })
        {
            await TurnAsync(window, scheme, width);
            Violations.AddRange((await Accessibility.ViolationsOfAsync(window)).Select(violation => $"{name} ({language}, {scheme}, {width}): {violation}"));
            await MeasureAsync(window, name, language, width);
            Looks++;
        }

        foreach (var width in Narrow)
        {
            await TurnAsync(window, ColorScheme.Light, width);
            await MeasureAsync(window, name, language, width);
        }

        await TurnAsync(window, ColorScheme.Light, 1280);
    }

    private static async Task TurnAsync(BrowserWindow window, ColorScheme scheme, int width)
    {
        await window.Page.SetViewportSizeAsync(width, 850);
        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
    }

    private async Task MeasureAsync(BrowserWindow window, string name, string language, int width)
    {
        if (await Accessibility.OverflowOfAsync(window) is var pixels and > 0)
        {
            TooWide.Add($"{name} ({language}) is {pixels} pixels wider than {width}");
        }
    }
}
