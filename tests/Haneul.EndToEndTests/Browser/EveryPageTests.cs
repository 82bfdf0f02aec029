using Microsoft.Playwright;

namespace Haneul.EndToEndTests.Browser;

/// <summary>Every page that a person can come to by links: nothing for axe-core to find, nothing for the policy to stop, nothing wider than the window, nothing from elsewhere.</summary>
[Collection(FilledConsole.Collection)]
public sealed class EveryPageTests(FilledConsole filled)
{
    [Fact]
    public void A_page_is_accessible_to_everybody()
    {
        Assert.True(filled.Survey.Violations.Count == 0, string.Join('\n', filled.Survey.Violations));
        Assert.True(filled.Map.Pages.Count >= 50, string.Join(' ', filled.Map.Pages));
        Assert.InRange(filled.Survey.Looks, filled.Map.Pages.Count * 4, int.MaxValue);
    }

    [Fact]
    public void A_page_fits_into_a_narrow_window() => Assert.True(filled.Survey.TooWide.Count == 0, string.Join('\n', filled.Survey.TooWide));

    [Fact]
    public void A_page_asks_for_nothing_that_is_not_its_own_and_breaks_no_rule() => Assert.Empty(filled.Problems);

    [Fact]
    public void No_link_leads_nowhere() => Assert.Empty(filled.Map.DeadLinks);

    [Fact]
    public async Task The_first_page_is_light()
    {
        const int Most = 100_000;
        await using var window = await filled.Fixture.OpenAsync();
        var sizes = new List<Task<RequestSizesResult>>();
        window.Page.RequestFinished += (_, request) => sizes.Add(request.SizesAsync());
        await window.Page.GotoAsync("/sign-in", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        var all = await Task.WhenAll(sizes);
        Assert.True(all.Length >= 3, $"{all.Length} requests");
        Assert.InRange(all.Sum(static size => size.ResponseHeadersSize + size.ResponseBodySize), 1, Most);
    }
}
