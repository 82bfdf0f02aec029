using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.AccessKeys;

/// <summary>The texts of all access keys of the organisation.</summary>
internal static class OrganisationAccessKeyTexts
{
    public static readonly Text Title = new("All access keys", "전체 액세스 키");
    public static readonly Text Lead = new(
        "Every IAM access key of users and service accounts for the projects of your organization, and when it was last used.",
        "조직의 프로젝트에 속한 사용자와 서비스 계정의 IAM 액세스 키와 마지막 사용 시각입니다.");

    public static readonly Text EmptyTitle = new("No access keys", "액세스 키가 없습니다");
    public static readonly Text EmptyText = new("Nobody has an access key for a project of the organization.", "조직의 프로젝트에 발급된 액세스 키가 없습니다.");
    public static readonly Text NoMatchTitle = new("No access key matches", "조건에 맞는 액세스 키가 없습니다");
    public static readonly Text NoMatchText = new("No access key matches all of the filters.", "모든 조건을 만족하는 액세스 키가 없습니다.");
    public static readonly Text Name = new("Name", "이름");
    public static readonly Text Owner = new("Owner", "소유자");
    public static readonly Text ServiceAccount = new("Service account", "서비스 계정");
    public static readonly Text User = new("User", "사용자");
    public static readonly Text Project = new("Project", "프로젝트");
    public static readonly Text Roles = new("Roles", "역할");
    public static readonly Text State = new("State", "상태");
    public static readonly Text Expires = new("Expires", "만료");
    public static readonly Text Never = new("Never", "만료 없음");
    public static readonly Text LastUsed = new("Last used", "마지막 사용");
    public static readonly Text LastUsedHint = new(
        "“Last used” is when the key last issued a token. A token is valid for up to twelve hours.",
        "마지막 사용은 키로 토큰을 마지막으로 발급한 시각이며, 발급된 토큰은 최대 12시간 동안 유효합니다.");

    public static readonly Text NeverUsed = new("Never used", "사용 기록 없음");
    public static readonly Text Created = new("Created", "생성 시각");
    public static readonly Text Id = new("Access key ID", "액세스 키 ID");
    public static readonly Text Limits = new("Limits", "제한");
    public static readonly Text Unrestricted = new("May manage access keys", "액세스 키 관리 가능");
    public static readonly Text HasRules = new("Limited to some calls", "일부 호출만 허용");
    public static readonly Text UserFilter = new("User ID", "사용자 ID");
    public static readonly Text ProjectFilter = new("Project ID", "프로젝트 ID");
    public static readonly Text ExpiryFilter = new("Expiry", "만료");
    public static readonly Text AnyExpiry = new("Any", "전체");
    public static readonly Text Expired = new("Expired", "만료됨");
    public static readonly Text Within7 = new("Within 7 days, or expired", "7일 이내 만료(만료된 키 포함)");
    public static readonly Text Within30 = new("Within 30 days, or expired", "30일 이내 만료(만료된 키 포함)");
    public static readonly Text Within90 = new("Within 90 days, or expired", "90일 이내 만료(만료된 키 포함)");
    public static readonly Text NextPage = new("Next page", "다음 페이지");
    public static readonly Text OnlyThis = new("Only those of {0}", "{0}의 키만 보기");
    public static readonly Text Calls = new("Calls", "호출 내역");
    public static readonly Text Actions = new("Actions", "작업");
    public static readonly Text NeedsAdministrator = new(
        "Only administrators of the installation delete the access keys of other people.", "다른 사용자의 액세스 키는 설치 관리자만 삭제할 수 있습니다.");

    public static readonly Text NeedsManager = new(
        "Who manages the service accounts of a project deletes their access keys, while working in that project.",
        "서비스 계정의 액세스 키는 해당 프로젝트에서 서비스 계정을 관리하는 사용자만 삭제할 수 있습니다.");

    public static readonly Text DeleteTitle = new("Delete access key {0} of {1}", "{1}의 액세스 키 {0} 삭제");
    public static readonly Text Deleted = new("The access key {0} of {1} was deleted. Its tokens no longer work.", "{1}의 {0} 액세스 키가 삭제되었습니다. 이 키의 토큰은 더 이상 유효하지 않습니다.");
}
