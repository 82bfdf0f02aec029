using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>Every page that a person can come to: nothing for axe-core to find, nothing for the policy to stop, nothing wider than the window, nothing from elsewhere.</summary>
public sealed class EveryPageTests(EveryPageTests.FilledFixture filled) : IClassFixture<EveryPageTests.FilledFixture>
{
    private static readonly string[] BeforeSignIn = ["/sign-in", "/nothing"];

    [Theory]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("ko", ColorScheme.Dark, 390)]
    public async Task A_page_is_accessible_to_everybody(string language, ColorScheme scheme, int width)
    {
        await using var window = await filled.Fixture.OpenAsync(language, scheme, width);
        var found = new List<string>();
        foreach (var path in BeforeSignIn)
        {
            found.AddRange(await FaultsOfAsync(window, path));
        }

        await window.SignInAsync(new MouseHand(window.Page), filled.Fixture.Bootstrap.UserName, filled.Fixture.Bootstrap.Password);
        foreach (var path in filled.Pages)
        {
            found.AddRange(await FaultsOfAsync(window, path));
        }

        found.AddRange(window.Problems);
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.True(filled.Pages.Count >= 5, string.Join(' ', filled.Pages));
    }

    [Fact]
    public void No_link_leads_nowhere() =>
        Assert.Empty(filled.Map.DeadLinks);

    [Fact]
    public async Task The_first_page_is_light()
    {
        const int Most = 100_000;
        await using var window = await filled.Fixture.OpenAsync();
        var sizes = new List<Task<RequestSizesResult>>();
        window.Page.RequestFinished += (_, request) => sizes.Add(request.SizesAsync());
        await window.GoAsync("/sign-in");
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var all = await Task.WhenAll(sizes);
        Assert.True(all.Length >= 3, $"{all.Length} requests");
        Assert.InRange(all.Sum(static size => size.ResponseHeadersSize + size.ResponseBodySize), 1, Most);
    }

    // 640 pixels are a window of 1280 at 200 %.
    [Theory]
    [InlineData(360)]
    [InlineData(640)]
    public async Task A_page_fits_into_a_narrow_window(int width)
    {
        await using var window = await filled.Fixture.OpenSignedInAsync("ko", width: width);
        var found = new List<string>();
        foreach (var path in filled.Pages)
        {
            await window.GoAsync(path);
            if (await Accessibility.OverflowOfAsync(window) is var pixels and > 0)
            {
                found.Add($"{path} is {pixels} pixels too wide");
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static async Task<IEnumerable<string>> FaultsOfAsync(BrowserWindow window, string path)
    {
        await window.GoAsync(path);
        return (await Accessibility.ViolationsOfAsync(window)).Select(violation => $"{path}: {violation}");
    }

    /// <summary>A server with data, and the pages that it has.</summary>
    public sealed class FilledFixture : IAsyncLifetime
    {
        /// <summary>Server and browser.</summary>
        public BrowserFixture Fixture { get; } = new();

        /// <summary>What there is.</summary>
        public ConsoleMap Map { get; private set; } = new([], []);

        /// <summary>The pages, one of each kind.</summary>
        public IReadOnlyList<string> Pages => Map.Pages;

        public async ValueTask InitializeAsync()
        {
            await Fixture.InitializeAsync();
            await SampleData.FillAsync(Fixture.Server);
            await using var window = await Fixture.OpenSignedInAsync();
            Map = await ConsoleMap.DrawAsync(window);
        }

        public ValueTask DisposeAsync() => Fixture.DisposeAsync();
    }
}
