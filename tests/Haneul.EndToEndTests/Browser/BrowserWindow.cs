using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>
/// A window of the browser at the console. It notes what must never happen: a script that fails, something that the Content-Security-Policy had to stop, a request to another origin,
/// an answer of the server that is an error of its own.
/// </summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _problems = new();
    private ICDPSession? _debugger;

    private BrowserWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    /// <summary>The page in it.</summary>
    public IPage Page { get; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyCollection<string> Problems => [.. _problems];

    /// <summary>Opens an empty window.</summary>
    public static async Task<BrowserWindow> OpenAsync(IBrowserContext context, string origin)
    {
        var window = new BrowserWindow(context, await context.NewPageAsync());
        window.Watch(origin);
        return window;
    }

    /// <summary>Opens a page of the console by its path.</summary>
    public async Task<IResponse> GoAsync(string path) => await Page.GotoAsync(path) ?? throw new InvalidOperationException($"{path} was not answered.");

    /// <summary>Waits until something can be seen.</summary>
    public Task SeeAsync(string selector) => Page.Locator(selector).First.WaitForAsync();

    /// <summary>Waits until the window has come to an address, and the page there is whole. The address is asked for again and again: an event of the browser may come before anybody waits for it.</summary>
    public async Task ArriveAsync([StringSyntax(StringSyntaxAttribute.Regex)] string address)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(address, RegexOptions.None, TimeSpan.FromSeconds(1)), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
        await EvaluateAsync("new Promise(done => document.readyState === 'complete' ? done(true) : addEventListener('load', () => done(true)))");
    }

    /// <summary>The text of something that can be seen.</summary>
    public async Task<string> ReadAsync(string selector)
    {
        await SeeAsync(selector);
        return (await Page.Locator(selector).First.TextContentAsync())!.Trim();
    }

    /// <summary>Fails the test unless something has the focus: whoever has no mouse would have to begin at the top again.</summary>
    public async Task ShouldHaveFocusAsync(string selector)
    {
        await SeeAsync(selector);
        Assert.Equal("", (await EvaluateAsync($"document.activeElement.matches({JsonSerializer.Serialize(selector)}) ? '' : document.activeElement.outerHTML.slice(0, 200)")).GetString());
    }

    /// <summary>Signs a user of the first organisation in.</summary>
    public async Task SignInAsync(Hand hand, string user, string password)
    {
        await GoAsync("/sign-in");
        await hand.TypeAsync(Page.Locator("#field-user"), user);
        await hand.TypeAsync(Page.Locator("#field-password"), password);
        await hand.PressAsync(Page.Locator("main form button[type=submit]"));
        await ArriveAsync("^https?://[^/]+/(?!sign-in)");
    }

    /// <summary>
    /// What an expression gives in the page. It is evaluated by the browser's debugger: the page's own policy forbids <c>eval</c>, and rightly.
    /// </summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        _debugger ??= await _context.NewCDPSessionAsync(Page);
        var answer = await _debugger.SendAsync("Runtime.evaluate", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["expression"] = expression,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
        });
        var result = answer!.Value;
        Assert.False(result.TryGetProperty("exceptionDetails", out var details), details.ToString());
        return result.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>Fails the test if anything went wrong in the window.</summary>
    public void ShouldHaveNoProblems() => Assert.Empty(Problems);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Watch(string origin)
    {
        Page.Console += (_, message) =>
        {
            // That a page was answered 400 or 404 is the matter of its test.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            {
                _problems.Enqueue($"{Page.Url}: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _problems.Enqueue($"{Page.Url}: {error}");
        _context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(origin + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _problems.Enqueue($"{Page.Url} asked for {request.Url}");
            }
        };
        _context.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                _problems.Enqueue($"{response.Request.Method} {response.Url} was answered {response.Status}");
            }
        };
    }
}
