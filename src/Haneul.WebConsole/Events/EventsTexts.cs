using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Events;

/// <summary>The texts of searching, reading and following events.</summary>
internal static class EventsTexts
{
    public static readonly Text Title = new("Cloud Trail events", "Cloud Trail 이벤트");
    public static readonly Text Lead = new("Who did what in this project, when, from where, and how it ended.", "이 프로젝트에서 누가, 언제, 어디서, 무엇을 했고 결과가 어땠는지 확인합니다.");
    public static readonly Text LeadOrganisation = new("Who did what in this project and in the organization, when, from where, and how it ended.", "이 프로젝트와 조직에서 누가, 언제, 어디서, 무엇을 했고 결과가 어땠는지 확인합니다.");

    public static readonly Text TooManyAround = new(
        "More than {0:N0} events were recorded about the time of this one, and it is not among the last of them. Search for it, and open it from there.",
        "이 이벤트 전후에 {0:N0}건이 넘는 이벤트가 기록되었고, 최근 이벤트에서 찾지 못했습니다. 이벤트 검색에서 찾아 여세요.");

    public static readonly Text Period = new("Period", "기간");
    public static readonly Text LastHour = new("1 hour", "1시간");
    public static readonly Text LastDay = new("24 hours", "24시간");
    public static readonly Text LastWeek = new("7 days", "7일");
    public static readonly Text LastMonth = new("30 days", "30일");
    public static readonly Text LastQuarter = new("90 days", "90일");
    public static readonly Text From = new("From", "시작 시간");
    public static readonly Text To = new("To", "종료 시간");
    public static readonly Text ZoneHint = new("In your time zone, {0}. Without both, the last 24 hours.", "사용자 시간대({0}) 기준입니다. 비워 두면 최근 24시간을 검색합니다.");
    public static readonly Text NotATime = new("Enter a date and a time.", "날짜와 시간을 입력하세요.");
    public static readonly Text FromAfterTo = new("Must not be after the end.", "종료 시간보다 늦을 수 없습니다.");

    public static readonly Text FreeTextHint = new("A secret, a user, an address, an error …", "시크릿, 사용자, IP 주소, 오류 …");
    public static readonly Text SearchEvents = new("Search events", "이벤트 검색");
    public static readonly Text MoreFilters = new("Filter by fields and time", "항목 및 기간으로 필터");
    public static readonly Text Any = new("Any", "전체");
    public static readonly Text Order = new("Order", "정렬");
    public static readonly Text NewestFirst = new("Newest first", "최신순");
    public static readonly Text OldestFirst = new("Oldest first", "오래된순");
    public static readonly Text Filters = new("Filters in use", "적용된 필터");
    public static readonly Text Remove = new("Remove filter {0}", "필터 {0} 제거");
    public static readonly Text RemoveAll = new("Remove all", "모두 제거");
    public static readonly Text WrongLink = new("This page of the results is no longer available. Start again from the first page.", "이 목록 페이지를 더 이상 열 수 없습니다. 처음 페이지부터 다시 검색하세요.");

    public static readonly Text Caption = new("Events", "이벤트 목록");
    public static readonly Text NothingTitle = new("No events match", "일치하는 이벤트가 없습니다");
    public static readonly Text NothingText = new(
        "Nothing like this happened in this period. Every API call with a valid token is recorded before it is answered, including reads and refused calls.",
        "이 기간에 해당하는 이벤트가 없습니다. 유효한 토큰으로 호출한 모든 API는 조회와 거부된 호출까지 응답 전에 이벤트로 기록됩니다.");

    public static readonly Text NothingYet = new("Nothing found so far, but the search has not covered everything yet. Go on to the next page.", "아직 찾은 이벤트가 없지만 검색이 끝나지 않았습니다. 다음 페이지로 계속하세요.");
    public static readonly Text TryLonger = new("Search the last 90 days", "최근 90일 검색");
    public static readonly Text SearchWithCurl = new("Search with curl", "curl로 검색");
    public static readonly Text Pages = new("Pages of events", "이벤트 페이지");
    public static readonly Text ByServer = new("the server itself", "서버");

    public static readonly Text Refused = new("Your roles do not show the events of this project.", "현재 역할로는 이 프로젝트의 이벤트를 조회할 수 없습니다.");
    public static readonly Text Export = new("Export", "내보내기");
    public static readonly Text ExportHint = new("Everything that matches, as a file", "검색된 모든 이벤트를 파일로 저장");

    public static readonly Text DetailsTitle = new("Event", "이벤트");
    public static readonly Text Related = new("Related events", "관련 이벤트");
    public static readonly Text OfRequest = new("Events of this request", "이 요청의 이벤트");
    public static readonly Text OfUser = new("Events of this user", "이 사용자의 이벤트");
    public static readonly Text OfResource = new("Events of this resource", "이 리소스의 이벤트");
    public static readonly Text OfKey = new("Events of this access key", "이 액세스 키의 이벤트");
    public static readonly Text OfAddress = new("Events from this address", "이 IP 주소의 이벤트");
    public static readonly Text Log = new("JSON log", "JSON 로그");
    public static readonly Text Permalink = new("Link to this event", "이 이벤트의 링크");
    public static readonly Text OpenPage = new("Open as a page", "페이지로 열기");

    public static readonly Text Live = new("Live", "실시간");
    public static readonly Text LiveHint = new("New events as they happen, with the filters above except the period.", "기간을 제외한 위 필터를 적용하여 새 이벤트를 실시간으로 보여 줍니다.");
    public static readonly Text Follow = new("Follow live", "실시간 보기");
    public static readonly Text Pause = new("Pause", "일시 정지");
    public static readonly Text Continue = new("Continue", "계속");
    public static readonly Text Waiting = new("Waiting for events …", "이벤트를 기다리는 중 …");
    public static readonly Text Paused = new("Paused. Events that happen meanwhile appear when you continue.", "일시 정지되었습니다. 그동안 발생한 이벤트는 계속하면 표시됩니다.");
    public static readonly Text Reconnecting = new("The connection was lost; trying again …", "연결이 끊어져 다시 시도하는 중 …");
    public static readonly Text LiveOver = new("The stream has ended. Reload the page to continue; you may have to sign in again.", "스트림이 종료되었습니다. 페이지를 새로 고치세요. 다시 로그인해야 할 수 있습니다.");
    public static readonly Text LiveGap = new("Events that happened meanwhile are no longer available live. Use the search to find them.", "그동안의 이벤트는 실시간으로 제공되지 않습니다. 검색으로 확인하세요.");
    public static readonly Text LiveNeedsScript = new("Following events live needs JavaScript. Without it, search again to see what is new.", "실시간 보기에는 JavaScript가 필요합니다. 사용할 수 없으면 다시 검색하여 새 이벤트를 확인하세요.");
}
