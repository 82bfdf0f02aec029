using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Overview;

/// <summary>The texts of the overview.</summary>
internal static class OverviewTexts
{
    public static readonly Text Title = new("Overview", "개요");
}
