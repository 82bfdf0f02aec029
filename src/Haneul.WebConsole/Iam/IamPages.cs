using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam;

/// <summary>The pages of projects, people and roles.</summary>
internal static class IamPages
{
    public static void Map(PageRoutes pages)
    {
    }
}
