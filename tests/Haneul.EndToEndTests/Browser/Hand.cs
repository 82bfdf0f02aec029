using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>How a person uses a page: every journey is made with each.</summary>
public abstract class Hand(IPage page)
{
    /// <summary>The page.</summary>
    protected IPage Page { get; } = page;

    /// <summary>Types into a field.</summary>
    public abstract Task TypeAsync(ILocator field, string text);

    /// <summary>Follows a link, presses a button, opens a menu.</summary>
    public abstract Task PressAsync(ILocator target);

    /// <summary>The hand of a name, for theories.</summary>
    public static Hand Of(string name, IPage page) => name == "mouse" ? new MouseHand(page) : new KeyboardHand(page);
}

/// <summary>Points and clicks.</summary>
public sealed class MouseHand(IPage page) : Hand(page)
{
    /// <inheritdoc />
    public override Task TypeAsync(ILocator field, string text) => field.FillAsync(text);

    /// <inheritdoc />
    public override Task PressAsync(ILocator target) => target.ClickAsync();
}

/// <summary>Has no mouse: goes from one thing to the next with Tab, and must see where it is.</summary>
public sealed class KeyboardHand(IPage page) : Hand(page)
{
    private const int MostSteps = 250;

    /// <inheritdoc />
    public override async Task TypeAsync(ILocator field, string text)
    {
        await GoToAsync(field);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(text);
    }

    /// <inheritdoc />
    public override async Task PressAsync(ILocator target)
    {
        await GoToAsync(target);
        await Page.Keyboard.PressAsync("Enter");
    }

    private async Task GoToAsync(ILocator target)
    {
        await target.WaitForAsync();
        var focused = target.And(Page.Locator(":focus"));
        for (var step = 0; step < MostSteps; step++)
        {
            if (await focused.CountAsync() == 1)
            {
                // Playwright's own functions run beside the page, which its policy does not reach.
                Assert.True(await Page.Locator(":focus-visible").CountAsync() == 1, $"{target} has the focus, and nobody sees it.");
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} can't be reached by keyboard at {Page.Url}.");
    }
}
