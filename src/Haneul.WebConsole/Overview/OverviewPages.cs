using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Overview;

/// <summary>The first page.</summary>
internal static class OverviewPages
{
    public static void Map(PageRoutes pages)
    {
        pages.Get("/", ShowOverview.ShowAsync);
    }
}
