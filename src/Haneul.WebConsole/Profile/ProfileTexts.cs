using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Profile;

/// <summary>The texts of the profile.</summary>
internal static class ProfileTexts
{
    public static readonly Text Title = new("Account information", "계정 정보");
    public static readonly Text UserId = new("User unique ID", "사용자 고유 ID");
    public static readonly Text UserIdHint = new("Programs need it to sign in with the name of an access key.", "액세스 키 이름으로 토큰을 발급할 때 필요합니다.");
    public static readonly Text UserName = new("User", "사용자");
    public static readonly Text Organisation = new("Organization ID", "조직 ID");
    public static readonly Text Project = new("Project", "프로젝트");
    public static readonly Text ProjectId = new("Project ID", "프로젝트 ID");
    public static readonly Text Roles = new("Roles in the project", "프로젝트 역할");
    public static readonly Text SignedInSince = new("Signed in since", "로그인 시각");
    public static readonly Text Credentials = new("Credentials", "자격 증명");
    public static readonly Text AccessKeys = new("IAM access keys", "IAM 액세스 키");
    public static readonly Text Password = new("Change password", "비밀번호 변경");
    public static readonly Text Sessions = new("Sessions", "세션");
    public static readonly Text SessionsLead = new("Where you are signed in to the console. A session ends after {0} minutes without use.", "현재 콘솔에 로그인된 브라우저입니다. {0}분 동안 사용하지 않으면 세션이 종료됩니다.");
    public static readonly Text ThisSession = new("This browser", "현재 브라우저");
    public static readonly Text Address = new("IP address", "IP 주소");
    public static readonly Text Browser = new("Browser", "브라우저");
    public static readonly Text LastUsed = new("Last used", "마지막 사용");
    public static readonly Text Ends = new("Expires", "만료 시각");
    public static readonly Text End = new("Sign out", "로그아웃");
    public static readonly Text EndOthers = new("Sign out everywhere else", "다른 모든 세션 로그아웃");
    public static readonly Text SessionEnded = new("That session was signed out.", "해당 세션이 종료되었습니다.");
    public static readonly Text OthersEnded = new("Other sessions signed out: {0}.", "다른 세션 {0}개가 종료되었습니다.");
    public static readonly Text PreferencesTitle = new("Preferences", "환경설정");
    public static readonly Text Language = new("Language", "언어");
    public static readonly Text AsBrowser = new("Same as the browser", "브라우저 설정 사용");
    public static readonly Text ThemeLabel = new("Theme", "화면 테마");
    public static readonly Text ThemeSystem = new("Same as the system", "시스템 설정 사용");
    public static readonly Text ThemeLight = new("Light", "라이트");
    public static readonly Text ThemeDark = new("Dark", "다크");
    public static readonly Text Zone = new("Time zone", "시간대");
    public static readonly Text ZoneHint = new("For example Asia/Seoul or UTC. Leave empty to use the browser's.", "예: Asia/Seoul, UTC. 비워 두면 브라우저 설정을 따릅니다.");
    public static readonly Text UnknownZone = new("There is no such time zone.", "존재하지 않는 시간대입니다.");
    public static readonly Text Saved = new("Your preferences are saved.", "환경설정이 저장되었습니다.");
}
