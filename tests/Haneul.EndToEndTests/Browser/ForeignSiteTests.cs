using Haneul.EndToEndTests.Infrastructure;
using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>What a page of somebody else can do in the browser of a person who is signed in: nothing.</summary>
public sealed class ForeignSiteTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task It_can_put_no_page_of_the_console_into_a_frame()
    {
        await using var window = await fixture.OpenSignedInAsync();
        var page = await OpenForeignAsync(window, $"<iframe src='{fixture.Origin}/profile'></iframe><p>loaded</p>");
        await page.GetByText("loaded").WaitForAsync();

        foreach (var frame in page.Frames.Where(frame => frame != page.MainFrame))
        {
            Assert.DoesNotContain(fixture.Bootstrap.UserId, await frame.ContentAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_can_send_no_form()
    {
        await using var window = await fixture.OpenSignedInAsync();
        var page = await OpenForeignAsync(window, $"<form method='post' action='{fixture.Origin}/sign-out'><input name='_form' value='x'><button>win a car</button></form>");
        var foreign = page.Url;
        await page.GetByText("win a car").ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(foreign, new PageAssertionsToHaveURLOptions { Timeout = 30_000 });

        await window.GoAsync("/profile");

        Assert.Equal("/profile", new Uri(window.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task It_can_read_no_page_and_run_no_file()
    {
        await using var window = await fixture.OpenSignedInAsync();
        await window.GoAsync("/profile");
        var script = await window.Page.Locator("script[src]").First.GetAttributeAsync("src");
        var page = await OpenForeignAsync(window, $"""
            <script src="{fixture.Origin}{script}" onerror="document.body.dataset.script = 'refused'" onload="document.body.dataset.script = 'run'"></script>
            <script>fetch('{fixture.Origin}/profile', {"{"}credentials: 'include'{"}"}).then(() => 'read', () => 'refused').then(end => document.body.dataset.fetch = end)</script><p>loaded</p>
            """);

        await page.Locator("body[data-fetch]").WaitForAsync();

        Assert.Equal("refused", await page.Locator("body").GetAttributeAsync("data-fetch"));
        Assert.NotEqual("run", await page.Locator("body").GetAttributeAsync("data-script"));
    }

    // Another port of loopback under another name: another site to the browser.
    private static async Task<IPage> OpenForeignAsync(BrowserWindow window, string html)
    {
        var address = $"http://127.0.0.1:{ServerProcess.FreePort()}/";
        var page = await window.Page.Context.NewPageAsync();
        await page.RouteAsync(address, route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<!DOCTYPE html><body>" + html }));
        await page.GotoAsync(address);
        return page;
    }
}
