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

    /// <summary>Checks a box that is not checked, or the other way round.</summary>
    public abstract Task CheckAsync(ILocator box);

    /// <summary>Chooses of a list.</summary>
    public abstract Task ChooseAsync(ILocator list, string value);

    /// <summary>Goes to something without pressing it.</summary>
    public abstract Task FocusAsync(ILocator target);

    /// <summary>The hand of a name, for theories.</summary>
    public static Hand Of(string name, IPage page) => name == "mouse" ? new MouseHand(page) : new KeyboardHand(page);

    /// <summary>Goes to something of the page, by its selector.</summary>
    public Task FocusAsync(string target) => FocusAsync(Page.Locator(target));

    /// <summary>Types into a field of the page, by its selector.</summary>
    public Task TypeAsync(string field, string text) => TypeAsync(Page.Locator(field), text);

    /// <summary>Presses something of the page, by its selector.</summary>
    public Task PressAsync(string target) => PressAsync(Page.Locator(target));

    /// <summary>Checks a box of the page, by its selector.</summary>
    public Task CheckAsync(string box) => CheckAsync(Page.Locator(box));

    /// <summary>Chooses of a list of the page, by its selector.</summary>
    public Task ChooseAsync(string list, string value) => ChooseAsync(Page.Locator(list), value);
}

/// <summary>Points and clicks.</summary>
public sealed class MouseHand(IPage page) : Hand(page)
{
    /// <inheritdoc />
    public override Task TypeAsync(ILocator field, string text) => field.FillAsync(text);

    /// <inheritdoc />
    public override Task PressAsync(ILocator target) => target.ClickAsync();

    /// <inheritdoc />
    public override Task CheckAsync(ILocator box) => box.ClickAsync();

    /// <inheritdoc />
    public override Task ChooseAsync(ILocator list, string value) => list.SelectOptionAsync(value);

    /// <inheritdoc />
    public override Task FocusAsync(ILocator target) => target.FocusAsync();
}

/// <summary>Has no mouse: goes from one thing to the next with Tab, and must see where it is.</summary>
public sealed class KeyboardHand(IPage page) : Hand(page)
{
    private const int MostSteps = 250;
    private const int MostOptions = 60;

    /// <inheritdoc />
    public override async Task TypeAsync(ILocator field, string text)
    {
        await FocusAsync(field);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(text);
    }

    /// <inheritdoc />
    public override async Task PressAsync(ILocator target)
    {
        await FocusAsync(target);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <inheritdoc />
    public override async Task CheckAsync(ILocator box)
    {
        await FocusAsync(box);
        await Page.Keyboard.PressAsync("Space");
    }

    /// <inheritdoc />
    public override async Task ChooseAsync(ILocator list, string value)
    {
        await FocusAsync(list);
        await Page.Keyboard.PressAsync("Home");
        for (var option = 0; option < MostOptions && await list.InputValueAsync() != value; option++)
        {
            await Page.Keyboard.PressAsync("ArrowDown");
        }

        Assert.Equal(value, await list.InputValueAsync());
    }

    /// <inheritdoc />
    public override async Task FocusAsync(ILocator target)
    {
        await target.WaitForAsync();

        // Playwright's own functions run beside the page, which its policy does not reach.
        var reached = target.And(Page.Locator(":focus-visible"));
        for (var step = 0; step < MostSteps; step++)
        {
            if (await reached.CountAsync() == 1)
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{target} can't be reached by keyboard, or can't be seen to have the focus, at {Page.Url}.");
    }
}
