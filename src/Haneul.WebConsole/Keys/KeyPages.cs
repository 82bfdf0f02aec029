using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Keys;

/// <summary>The pages of KMS.</summary>
internal static class KeyPages
{
    public static void Map(PageRoutes pages)
    {
    }
}
