using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Settings;

/// <summary>The pages of settings.</summary>
internal static class SettingsPages
{
    public static void Map(PageRoutes pages)
    {
    }
}
