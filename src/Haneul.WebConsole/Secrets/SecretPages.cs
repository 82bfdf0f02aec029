using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Secrets;

/// <summary>The pages of Secrets Manager.</summary>
internal static class SecretPages
{
    public static void Map(PageRoutes pages)
    {
    }
}
