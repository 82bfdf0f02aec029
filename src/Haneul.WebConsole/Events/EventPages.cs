using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Events;

/// <summary>The pages of Cloud Trail.</summary>
internal static class EventPages
{
    public static void Map(PageRoutes pages)
    {
    }
}
