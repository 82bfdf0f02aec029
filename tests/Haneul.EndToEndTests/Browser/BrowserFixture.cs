using Haneul.EndToEndTests.Infrastructure;
using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>A server of its own, and a browser to look at it: both real. Tests of a class share them; each has a window of its own, whose cookies are its own too.</summary>
public sealed class BrowserFixture(Chromium chromium) : IAsyncLifetime
{
    // A password counts for dangerous actions for ten minutes, and a test may take some.
    private static readonly TimeSpan SignInLife = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-browser-").FullName;
    private ServerProcess? _server;
    private (string Cookies, long At)? _signedIn;

    /// <summary>The server.</summary>
    public ServerProcess Server => _server!;

    /// <summary>What its first start created.</summary>
    public BootstrapFile Bootstrap { get; private set; } = null!;

    /// <summary>Where the console is: its own name, which Chromium takes for loopback.</summary>
    public string Origin => $"http://console.localhost:{Server.Address.Port}";

    /// <summary>Whether the first password is one that the server generates: the console asks for another at once. Otherwise it is given.</summary>
    public bool IsPasswordGenerated { get; init; }

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HANEUL__BOOTSTRAP__PASSWORD"] = IsPasswordGenerated ? null : "the first password of the browser's tests" };
        _server = await ServerProcess.StartAsync(Path.Combine(_folder, "data"), environment: environment);
        Bootstrap = _server.ReadBootstrap();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens a window in which nobody is signed in.</summary>
    public Task<BrowserWindow> OpenAsync(string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280, bool withScript = true) =>
        OpenAsync(new BrowserNewContextOptions { Locale = language, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 850 }, JavaScriptEnabled = withScript });

    /// <summary>Opens a window in which the first user is signed in and sees the overview. Such windows have one session: what a session keeps, as its project, a test puts back.</summary>
    public async Task<BrowserWindow> OpenSignedInAsync(string language = "en", ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        if (_signedIn is not { } known || TimeProvider.System.GetElapsedTime(known.At) > SignInLife)
        {
            await using var first = await OpenAsync();
            await first.SignInAsync(new MouseHand(first.Page), Bootstrap.UserName, Bootstrap.Password);
            known = (await first.Page.Context.StorageStateAsync(), TimeProvider.System.GetTimestamp());
            _signedIn = known;
        }

        var window = await OpenAsync(new BrowserNewContextOptions
        {
            Locale = language,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 850 },
            StorageState = known.Cookies,
        });
        await window.GoAsync("/");
        return window;
    }

    private async Task<BrowserWindow> OpenAsync(BrowserNewContextOptions options)
    {
        options.BaseURL = Origin;
        options.TimezoneId = "Asia/Seoul";
        options.ReducedMotion = ReducedMotion.Reduce;
        return await BrowserWindow.OpenAsync(await chromium.OpenAsync(options), Origin);
    }
}
