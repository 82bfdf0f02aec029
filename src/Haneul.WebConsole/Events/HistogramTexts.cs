using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Events;

/// <summary>The texts of the histogram.</summary>
internal static class HistogramTexts
{
    public static readonly Text Title = new("Events over time", "시간대별 이벤트");
    public static readonly Text BrushHint = new("Drag over the bars, or move both ends, to search that time.", "막대 위를 드래그하거나 양 끝을 옮겨 해당 기간을 검색합니다.");
    public static readonly Text BrushKeys = new("A part of this time", "기간 일부 선택");
    public static readonly Text BrushFrom = new("From", "시작");
    public static readonly Text BrushTo = new("To", "종료");
    public static readonly Text BrushSearch = new("Search this time", "이 기간 검색");
    public static readonly Text NotNarrowed = new(
        "The bars count all events by service, category and result; other filters do not narrow them.",
        "막대는 서비스, 구분, 결과 기준의 전체 이벤트 수이며 다른 필터는 반영되지 않습니다.");

    public static readonly Text AsTable = new("As a table", "표로 보기");
    public static readonly Text Begin = new("Begin", "시작");
    public static readonly Text Events = new("Events", "이벤트 수");
    public static readonly Text Services = new("By service", "서비스별");
    public static readonly Text Highest = new("highest: {0}", "최대 {0}건");
    public static readonly Text None = new("No events in this period.", "이 기간에 이벤트가 없습니다.");
}
