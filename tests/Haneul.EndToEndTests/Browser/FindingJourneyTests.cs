namespace Haneul.EndToEndTests.Browser;

/// <summary>How things are found in the console: the search of every page, tables that are sorted and get other columns, menus.</summary>
public sealed class FindingJourneyTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("mouse", "Control+k")]
    [InlineData("keyboard", "Control+k")]
    [InlineData("keyboard", "/")]
    public async Task The_search_of_every_page_finds_a_secret_by_its_name(string means, string keys)
    {
        var id = await SampleData.AddSecretAsync(fixture.Server, $"found-{means}-{keys.Length}");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync("/iam/roles/matrix");
        if (means == "mouse")
        {
            await hand.PressAsync("#global-search");
        }
        else
        {
            // From wherever one is.
            await hand.FocusAsync("main a >> nth=0");
            await window.Page.Keyboard.PressAsync(keys);
        }

        await window.ShouldHaveFocusAsync("#global-search");
        await window.Page.Keyboard.TypeAsync($"found-{means}-{keys.Length}");
        await window.Page.Keyboard.PressAsync("Enter");
        await hand.PressAsync($"main a[href='/secrets/{id}']");
        await window.SeeAsync("#v2");
        window.ShouldHaveNoProblems();
    }

    [Theory]
    [InlineData("mouse")]
    [InlineData("keyboard")]
    public async Task A_table_is_sorted_and_gets_other_columns(string means)
    {
        await SampleData.AddSecretAsync(fixture.Server, $"a-first-{means}");
        await SampleData.AddSecretAsync(fixture.Server, $"z-last-{means}");
        await using var window = await fixture.OpenSignedInAsync();
        var hand = Hand.Of(means, window.Page);
        await window.GoAsync("/secrets");
        await hand.PressAsync("main thead a[href*='sort=name'] >> nth=0");
        await window.SeeAsync("th[aria-sort='ascending']");
        var first = await window.ReadAsync("main tbody a.name");
        await hand.PressAsync("main thead a[href*='sort=name'] >> nth=0");
        await window.SeeAsync("th[aria-sort='descending']");
        Assert.True(string.CompareOrdinal(first, await window.ReadAsync("main tbody a.name")) < 0);

        // The menu closes by Escape, and when Tab leaves it; the sorting stays when columns change.
        Assert.Equal(0, await window.Page.Locator("td[data-label='Description']").CountAsync());
        await hand.PressAsync(".columns summary");
        await hand.FocusAsync(".columns input[value='description']");
        await window.Page.Keyboard.PressAsync("Escape");
        await window.ShouldHaveFocusAsync(".columns:not([open]) summary");
        await hand.PressAsync(".columns summary");
        await hand.CheckAsync(".columns input[value='description']");
        await hand.PressAsync(".columns button");
        await window.SeeAsync("td[data-label='Description']");
        await window.SeeAsync("th[aria-sort='descending']");
        window.ShouldHaveNoProblems();
    }

    [Fact]
    public async Task A_menu_closes_when_tab_leaves_it_and_the_first_tab_leads_past_the_navigation()
    {
        await using var window = await fixture.OpenSignedInAsync();
        var hand = new KeyboardHand(window.Page);
        await window.GoAsync("/secrets");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.ShouldHaveFocusAsync("a.skip");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");
        Assert.Equal(1, await window.Page.Locator("main :focus-visible").CountAsync());

        await hand.PressAsync(".account summary");
        await window.SeeAsync(".account[open]");
        await hand.FocusAsync("nav.side a >> nth=0");
        Assert.Equal(0, await window.Page.Locator(".account[open]").CountAsync());

        await window.Page.SetViewportSizeAsync(390, 850);
        await hand.PressAsync(".menu-toggle summary");
        await hand.PressAsync(".menu-toggle a[href='/keys']");
        await window.ArriveAsync("/keys$");
        window.ShouldHaveNoProblems();
    }
}
