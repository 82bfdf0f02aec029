using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Secrets;

/// <summary>The texts of the list of secrets and of the page of one.</summary>
internal static class SecretTexts
{
    public static readonly Text Title = new("Secrets", "시크릿");
    public static readonly Text Lead = new(
        "Passwords, keys and other values that programs read when they need them.",
        "프로그램이 필요할 때 읽어 쓰는 비밀번호, 키 등의 값을 안전하게 보관합니다.");

    public static readonly Text New = new("Create a secret", "시크릿 생성");
    public static readonly Text Import = new("Import", "가져오기");
    public static readonly Text Export = new("Export", "내보내기");
    public static readonly Text EmptyTitle = new("No secrets yet", "아직 시크릿이 없습니다");
    public static readonly Text EmptyText = new(
        "A secret has a name and versions; each version holds a value. Create the first here, or from a shell:",
        "시크릿은 이름과 버전으로 구성되며, 각 버전에 값이 저장됩니다. 여기에서 생성하거나 셸에서 다음과 같이 생성할 수 있습니다.");

    public static readonly Text NothingFoundTitle = new("No matching secrets", "조건에 맞는 시크릿이 없습니다");
    public static readonly Text NothingFound = new("No secret in this project matches your search.", "이 프로젝트에 검색 조건과 일치하는 시크릿이 없습니다.");
    public static readonly Text ShowAll = new("Show all secrets", "모든 시크릿 보기");
    public static readonly Text Search = new("Search", "검색");
    public static readonly Text SearchHint = new("Name, tags, description", "이름, 태그, 설명");
    public static readonly Text SearchNeedsWord = new("Search for up to 10 words of letters and digits.", "글자와 숫자로 된 단어를 10개까지 검색할 수 있습니다.");
    public static readonly Text TagFilter = new("Tag", "태그");
    public static readonly Text State = new("State", "상태");
    public static readonly Text AnyState = new("Any", "전체");
    public static readonly Text Name = new("Name", "이름");
    public static readonly Text Description = new("Description", "설명");
    public static readonly Text DefaultVersion = new("Default version", "기본 버전");
    public static readonly Text Key = new("KMS key", "KMS 키");
    public static readonly Text ServiceKey = new("Service key", "서비스 키");
    public static readonly Text Tags = new("Tags", "태그");
    public static readonly Text MoreTags = new("and {0} more", "외 {0}개");
    public static readonly Text Created = new("Created", "생성 일시");
    public static readonly Text CreatedBy = new("Created by", "생성자");
    public static readonly Text Changed = new("Changed", "변경 일시");
    public static readonly Text LastRead = new("Last read", "마지막 조회");
    public static readonly Text Never = new("Never", "없음");
    public static readonly Text By = new("{0} by {1}", "{0} ({1})");
    public static readonly Text Locked = new("No access", "접근 불가");
    public static readonly Text LockedHint = new(
        "Access control is on, and you are neither the owner nor on the list. You can see that this secret exists, and nothing more.",
        "접근 제어가 활성화되어 있으며, 소유자도 허용 대상도 아니므로 시크릿이 존재한다는 사실만 확인할 수 있습니다.");

    public static readonly Text Active = new("Active", "활성");
    public static readonly Text Deactivated = new("Deactivated", "비활성");
    public static readonly Text Scheduled = new("Destruction scheduled", "파기 예정");
    public static readonly Text Destroyed = new("Destroyed", "파기됨");
    public static readonly Text Expired = new("Expired", "만료됨");

    public static readonly Text TabVersions = new("Versions", "버전");
    public static readonly Text TabAccess = new("Access", "접근 제어");
    public static readonly Text TabActivity = new("Activity", "활동");
    public static readonly Text TabSettings = new("Settings", "설정");
    public static readonly Text Sections = new("Sections of the secret", "시크릿 메뉴");
    public static readonly Text Id = new("Secret ID", "시크릿 ID");
    public static readonly Text Owner = new("Owner", "소유자");
    public static readonly Text Algorithm = new("Algorithm", "알고리즘");
    public static readonly Text Expires = new("Replace by", "교체 기한");
    public static readonly Text AccessControl = new("Access control", "접근 제어");
    public static readonly Text On = new("On", "사용");
    public static readonly Text Off = new("Off", "사용 안 함");
    public static readonly Text NewVersion = new("New version", "새 버전 생성");
    public static readonly Text Facts = new("About this secret", "시크릿 정보");

    public static readonly Text ReadersTitle = new("Who can read it", "값을 조회할 수 있는 대상");
    public static readonly Text ReadersLead = new("Everyone who can read values of this secret now.", "현재 이 시크릿의 값을 조회할 수 있는 모든 대상입니다.");
    public static readonly Text ReadersUnseen = new(
        "Only who may see the members of the project (Project Admin, IAM Project Viewer) learns who can read a secret.",
        "프로젝트 멤버를 조회할 수 있는 역할(프로젝트 관리자, IAM 프로젝트 뷰어)만 확인할 수 있습니다.");

    public static readonly Text ReadersMore = new("{0} in all; the first {1} are shown.", "전체 {0}개 중 처음 {1}개를 표시합니다.");
    public static readonly Text NoReaders = new("Nobody can read it now.", "현재 값을 조회할 수 있는 대상이 없습니다.");
    public static readonly Text Through = new("through {0}", "{0} 그룹을 통해");
    public static readonly Text LastReadLine = new("Last read", "마지막 조회");
    public static readonly Text LastChangeLine = new("Last changed", "마지막 변경");
    public static readonly Text EventsTitle = new("Related events", "관련 이벤트");
    public static readonly Text EventsLead = new("Changes and reads of values.", "변경 및 값 조회 이벤트입니다.");
    public static readonly Text EventsNone = new("There are no events of this secret yet.", "이 시크릿에 대한 이벤트가 없습니다.");
    public static readonly Text EventsAll = new("All events of this secret", "이 시크릿의 모든 이벤트");
    public static readonly Text EventTime = new("Time", "시간");
    public static readonly Text EventName = new("Event", "이벤트");
    public static readonly Text EventUser = new("User", "사용자");
    public static readonly Text EventSource = new("Source IP", "소스 IP");
    public static readonly Text EventResult = new("Result", "결과");
    public static readonly Text Success = new("Success", "성공");
    public static readonly Text Refused = new("Refused", "거부됨");
    public static readonly Text Failed = new("Failed", "실패");
}
