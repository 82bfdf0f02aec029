using Haneul.EndToEndTests.Infrastructure;
using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// A server of its own and Debian's Chromium, both real. Tests of a class share them; each has a window of its own, whose cookies are its own too.
/// HANEUL_TEST_CHROMIUM names another browser than <c>/usr/bin/chromium</c>.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const string DebiansChromium = "/usr/bin/chromium";

    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-browser-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _chromium;
    private ServerProcess? _server;

    /// <summary>The server.</summary>
    public ServerProcess Server => _server!;

    /// <summary>What its first start created, with a password that was given: of one that was generated the console asks for another at once.</summary>
    public BootstrapFile Bootstrap { get; private set; } = null!;

    /// <summary>Where the console is: its own name, which Chromium takes for loopback.</summary>
    public string Origin => $"http://console.localhost:{Server.Address.Port}";

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HANEUL__BOOTSTRAP__PASSWORD"] = "the first password of the browser's tests" };
        _server = await ServerProcess.StartAsync(Path.Combine(_folder, "data"), environment: environment);
        Bootstrap = _server.ReadBootstrap();
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HANEUL_TEST_CHROMIUM") ?? DebiansChromium,

            // A container's root can't have Chromium's sandbox, and shared memory may be small there; it only sees our own server.
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens a window in which nobody is signed in.</summary>
    public async Task<BrowserWindow> OpenAsync(string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280, bool withScript = true)
    {
        var context = await _chromium!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Origin,
            Locale = language,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 850 },
            JavaScriptEnabled = withScript,
            TimezoneId = "Asia/Seoul",
            ReducedMotion = ReducedMotion.Reduce,
        });
        return await BrowserWindow.OpenAsync(context, Origin);
    }

    /// <summary>Opens a window in which the first user is signed in.</summary>
    public async Task<BrowserWindow> OpenSignedInAsync(string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var window = await OpenAsync(language, scheme, width);
        await window.SignInAsync(new MouseHand(window.Page), Bootstrap.UserName, Bootstrap.Password);
        return window;
    }
}
