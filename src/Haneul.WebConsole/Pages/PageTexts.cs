using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole;

/// <summary>The texts that every page has.</summary>
internal static class PageTexts
{
    public static readonly Text Console = new("Haneul console", "하늘 콘솔");
    public static readonly Text SkipToContent = new("Skip to content", "본문으로 건너뛰기");
    public static readonly Text Menu = new("Menu", "메뉴");
    public static readonly Text Project = new("Project", "프로젝트");
    public static readonly Text Organisation = new("Organization", "조직");
    public static readonly Text NoProject = new("No project", "프로젝트 없음");
    public static readonly Text SwitchProject = new("Switch project", "프로젝트 전환");
    public static readonly Text Search = new("Search", "검색");
    public static readonly Text SearchHint = new("Search everything (Ctrl K)", "전체 검색 (Ctrl K)");
    public static readonly Text Profile = new("Profile", "프로필");
    public static readonly Text SignOut = new("Sign out", "로그아웃");
    public static readonly Text Preferences = new("Preferences", "환경설정");
    public static readonly Text Unexpected = new("Something unexpected happened.", "예기치 않은 문제가 발생했습니다.");
    public static readonly Text RequestId = new("Request ID", "요청 ID");
    public static readonly Text BackToOverview = new("Back to the overview", "개요로 돌아가기");
    public static readonly Text NotFoundTitle = new("Page not found", "페이지를 찾을 수 없습니다");
    public static readonly Text NotFound = new(
        "This page does not exist, or what it showed is not in this project.",
        "요청한 페이지가 없거나 이 프로젝트에 해당 리소스가 존재하지 않습니다.");

    public static readonly Text RefusedTitle = new("Not allowed", "권한이 없습니다");
    public static readonly Text AsCurl = new("Show as curl", "curl 명령으로 보기");
    public static readonly Text WhyRefused = new("Why was this refused?", "거부 사유 확인");
    public static readonly Text AsCurlHint = new(
        "The API calls behind this page. TOKEN stands for an API authentication token.",
        "이 페이지가 호출한 API입니다. TOKEN은 API 인증 토큰입니다.");

    public static readonly Text Copy = new("Copy", "복사");
    public static readonly Text Copied = new("Copied", "복사됨");
    public static readonly Text Cancel = new("Cancel", "취소");
    public static readonly Text Save = new("Save", "저장");
    public static readonly Text Delete = new("Delete", "삭제");
    public static readonly Text Create = new("Create", "생성");
    public static readonly Text Close = new("Close", "닫기");
    public static readonly Text Back = new("Back", "뒤로");
    public static readonly Text Next = new("Next", "다음");
    public static readonly Text Previous = new("Previous", "이전");
    public static readonly Text First = new("First page", "처음");
    public static readonly Text Yes = new("Yes", "예");
    public static readonly Text No = new("No", "아니요");
    public static readonly Text None = new("None", "없음");
    public static readonly Text Optional = new("optional", "선택");
    public static readonly Text Columns = new("Columns", "열 선택");
    public static readonly Text Apply = new("Apply", "적용");
    public static readonly Text Clear = new("Clear", "초기화");
    public static readonly Text TypeToConfirm = new("Type “{0}” to confirm", "확인을 위해 “{0}” 입력");
    public static readonly Text TypedWrong = new("Type exactly {0}.", "정확히 “{0}” 그대로 입력하세요.");
    public static readonly Text LiveOnlyWithScript = new("This part needs JavaScript.", "이 부분은 JavaScript가 필요합니다.");
}
