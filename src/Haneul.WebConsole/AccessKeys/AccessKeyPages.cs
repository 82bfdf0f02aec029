using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>The pages of the person's own access keys.</summary>
internal static class AccessKeyPages
{
    public static void Map(PageRoutes pages)
    {
    }
}
