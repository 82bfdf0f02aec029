using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Overview;

/// <summary>Shows what needs attention in the project.</summary>
internal static class ShowOverview
{
    public static Task<PageAnswer> ShowAsync(Page page) => Task.FromResult(page.Show<OverviewView>(page.T(OverviewTexts.Title)));
}
