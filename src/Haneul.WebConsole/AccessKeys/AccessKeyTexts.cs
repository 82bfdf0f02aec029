using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.AccessKeys;

/// <summary>The texts of the person's own access keys.</summary>
internal static class AccessKeyTexts
{
    public static readonly Text Title = new("My access keys", "내 액세스 키");
    public static readonly Text Lead = new(
        "With an IAM access key, programs get API authentication tokens in your name, in one project.",
        "IAM 액세스 키를 사용하면 프로그램이 한 프로젝트에서 내 권한으로 API 인증 토큰을 발급받을 수 있습니다.");

    public static readonly Text New = new("Create access key", "액세스 키 생성");
    public static readonly Text EmptyTitle = new("You have no access keys", "액세스 키가 없습니다");
    public static readonly Text EmptyText = new(
        "Create one for the project {0} to call the API. Its secret is shown once.",
        "API를 호출하려면 {0} 프로젝트의 액세스 키를 생성하세요. 보안 액세스 키는 한 번만 표시됩니다.");

    public static readonly Text Name = new("Name", "이름");
    public static readonly Text NameHint = new("Unique among your keys; programs can sign in with it and your user unique ID.", "내 키 중에서 고유해야 하며, 사용자 고유 ID와 함께 토큰 발급에 사용할 수 있습니다.");
    public static readonly Text Description = new("Description", "설명");
    public static readonly Text Expires = new("Expires", "만료");
    public static readonly Text ExpiresHint = new("In your time zone ({0}). Leave empty for a key that never expires.", "시간대: {0}. 비워 두면 만료되지 않습니다.");
    public static readonly Text Never = new("Never", "만료 없음");
    public static readonly Text Expired = new("Expired", "만료됨");
    public static readonly Text ExpiresSoon = new("Expires soon", "곧 만료");
    public static readonly Text Active = new("Active", "활성");
    public static readonly Text State = new("State", "상태");
    public static readonly Text NotADate = new("Enter a date and a time.", "날짜와 시간을 입력하세요.");
    public static readonly Text Project = new("Project", "프로젝트");
    public static readonly Text Roles = new("Roles", "역할");
    public static readonly Text RolesHint = new(
        "Tokens issued with the key get these roles, as long as you have them yourself. If none is checked, they get all of your roles.",
        "키로 발급된 토큰의 역할입니다. 내가 가진 역할 범위에서만 유효합니다. 선택하지 않으면 내 역할이 모두 적용됩니다.");

    public static readonly Text Unrestricted = new("Allow this key to create and delete access keys", "이 키로 액세스 키 생성 및 삭제 허용");
    public static readonly Text UnrestrictedHint = new("Dangerous: whoever gets hold of the key can make more of them. Leave this off unless a program needs it.", "위험: 키가 유출되면 다른 키를 만들 수 있습니다. 꼭 필요한 경우에만 선택하세요.");
    public static readonly Text NeedsProject = new("Choose a project first.", "먼저 프로젝트를 선택하세요.");
    public static readonly Text LastUsed = new("Last used", "마지막 사용");
    public static readonly Text NotUsed = new("Not used in the last 90 days", "최근 90일간 사용 기록 없음");
    public static readonly Text UseNotSeen = new("Not visible here", "여기서 확인할 수 없음");
    public static readonly Text Created = new("Access key created", "액세스 키가 생성되었습니다");
    public static readonly Text ShownOnce = new(
        "The secret access key is shown only now. Save it in a safe place before you leave this page.",
        "보안 액세스 키는 지금 이 화면에서만 확인할 수 있습니다. 페이지를 벗어나기 전에 안전한 곳에 보관하세요.");

    public static readonly Text Id = new("Access key ID", "액세스 키 ID");
    public static readonly Text Secret = new("Secret access key", "보안 액세스 키");
    public static readonly Text DownloadEnv = new("Download as .env file", ".env 파일로 다운로드");
    public static readonly Text DownloadJson = new("Download as JSON", "JSON으로 다운로드");
    public static readonly Text TokenCommand = new("Issue an API authentication token", "API 인증 토큰 발급");
    public static readonly Text TokenByName = new("The same with the key's name", "키 이름으로 발급");
    public static readonly Text Done = new("I have saved it", "보관했습니다");
    public static readonly Text DeleteTitle = new("Delete access key {0}", "액세스 키 {0} 삭제");
    public static readonly Text DeleteEffect = new(
        "All tokens issued with this key stop working at once, and no new ones can be issued. Programs that use the key are refused (401). This can't be undone.",
        "이 키로 발급된 모든 토큰이 즉시 무효화되고 새 토큰을 발급할 수 없습니다. 이 키를 사용하는 프로그램의 요청은 401로 거부됩니다. 삭제는 되돌릴 수 없습니다.");

    public static readonly Text Deleted = new("The access key {0} was deleted. Its tokens no longer work.", "액세스 키 {0}이(가) 삭제되었습니다. 이 키의 토큰은 더 이상 유효하지 않습니다.");
    public static readonly Text Usage = new("Its last calls", "최근 호출");
    public static readonly Text AllCalls = new("All calls with this key", "이 키의 모든 호출 보기");
    public static readonly Text AccessRules = new("Access rules", "접근 규칙");
    public static readonly Text AccessRulesText = new("The key is limited to these calls.", "이 키는 다음 호출만 할 수 있습니다.");
}
