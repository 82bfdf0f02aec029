using Haneul.EndToEndTests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// Debian's Chromium, for all tests that want one; started by the first. Each window has cookies of its own. HANEUL_TEST_CHROMIUM names another browser than
/// <c>/usr/bin/chromium</c>.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Debians = "/usr/bin/chromium";

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Opens an empty window.</summary>
    public async Task<IBrowserContext> OpenAsync(BrowserNewContextOptions options) => await (await _started.Value).Browser.NewContextAsync(options);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var (playwright, browser) = await _started.Value;
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HANEUL_TEST_CHROMIUM") ?? Debians,

            // A container's root can't have Chromium's sandbox, and shared memory may be small there; it only sees our own server.
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        }));
    }
}
