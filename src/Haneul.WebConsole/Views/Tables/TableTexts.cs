using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Views.Tables;

/// <summary>The texts of tables.</summary>
internal static class TableTexts
{
    public static readonly Text Pages = new("Pages", "페이지");
    public static readonly Text Range = new("{0}–{1} of {2}", "전체 {2}개 중 {0}–{1}");
}
