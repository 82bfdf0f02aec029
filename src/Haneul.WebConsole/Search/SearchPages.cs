using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Search;

/// <summary>The search over everything.</summary>
internal static class SearchPages
{
    public static void Map(PageRoutes pages) => pages.Get("/search", SearchEverything.ShowAsync);
}
