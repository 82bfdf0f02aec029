using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// Takes the pictures of docs/console: every page in English and Korean, light and dark, on a desk and on a phone. Run by eng/console-pictures.sh, which names the folder; no part of a run of all tests.
/// </summary>
public sealed partial class ConsolePictures(ConsolePictures.LazyServer server) : IClassFixture<ConsolePictures.LazyServer>
{
    private const string FolderVariable = "HANEUL_CONSOLE_PICTURES";

    private static readonly string[] BeforeSignIn = ["/sign-in"];

    [Theory(Explicit = true)]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("en", ColorScheme.Dark, 1280)]
    [InlineData("ko", ColorScheme.Light, 1280)]
    [InlineData("ko", ColorScheme.Dark, 1280)]
    [InlineData("en", ColorScheme.Light, 390)]
    [InlineData("en", ColorScheme.Dark, 390)]
    [InlineData("ko", ColorScheme.Light, 390)]
    [InlineData("ko", ColorScheme.Dark, 390)]
    public async Task Every_page_is_taken(string language, ColorScheme scheme, int width)
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? "";
        Assert.False(folder.Length == 0, $"{FolderVariable} names no folder: eng/console-pictures.sh takes the pictures.");
        Directory.CreateDirectory(folder);

        var (fixture, pages) = await server.OpenAsync();
        await using var window = await fixture.OpenAsync(language, scheme, width);
        foreach (var path in BeforeSignIn)
        {
            await TakeAsync(window, folder, path, language, scheme, width);
        }

        await window.SignInAsync(new MouseHand(window.Page), fixture.Bootstrap.UserName, fixture.Bootstrap.Password);
        foreach (var path in pages)
        {
            await TakeAsync(window, folder, path, language, scheme, width);
        }
    }

    private static async Task TakeAsync(BrowserWindow window, string folder, string path, string language, ColorScheme scheme, int width)
    {
        await window.GoAsync(path);
        var name = $"{NameOf(path)}-{language}-{scheme.ToString().ToLowerInvariant()}-{width}.png";
        await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name), FullPage = true, Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    // As the path reads, without ids: secrets-id-versions.
    private static string NameOf(string path)
    {
        var words = Other().Replace(Id().Replace(path.Split('?', '#')[0], "/id"), "-").Trim('-');
        return words.Length == 0 ? "overview" : words;
    }

    [GeneratedRegex("/[0-9a-f-]{32,36}(?=/|$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Other();

    /// <summary>A server with data that starts only when pictures are taken.</summary>
    public sealed class LazyServer(Chromium chromium) : IAsyncDisposable
    {
        private BrowserFixture? _fixture;
        private IReadOnlyList<string> _pages = [];

        /// <summary>The server, and its pages.</summary>
        public async Task<(BrowserFixture Fixture, IReadOnlyList<string> Pages)> OpenAsync()
        {
            if (_fixture is null)
            {
                _fixture = new BrowserFixture(chromium);
                await _fixture.InitializeAsync();
                await SampleData.FillAsync(_fixture.Server);
                await using var window = await _fixture.OpenSignedInAsync();
                _pages = (await ConsoleMap.DrawAsync(window, _fixture.Bootstrap.UserId)).Pages;
            }

            return (_fixture, _pages);
        }

        public ValueTask DisposeAsync() => _fixture?.DisposeAsync() ?? default;
    }
}
