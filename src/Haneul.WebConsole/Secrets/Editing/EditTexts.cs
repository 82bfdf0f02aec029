using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>The texts of creating and changing secrets.</summary>
internal static class EditTexts
{
    public static readonly Text CreateTitle = new("Create a secret", "시크릿 생성");
    public static readonly Text NameHint = new("Unique in the project, up to 255 characters.", "프로젝트 내에서 고유해야 하며 255자까지 입력할 수 있습니다.");
    public static readonly Text TagsHint = new("One per line, as key=value. Tags are visible to everyone who sees the secret.", "한 줄에 하나씩 키=값 형식으로 입력하세요. 태그는 시크릿을 볼 수 있는 모든 사용자에게 표시됩니다.");
    public static readonly Text TagLine = new("Line {0}: a key has 1 to 128 characters, a value up to 256.", "{0}번째 줄: 키는 1~128자, 값은 256자까지 입력할 수 있습니다.");
    public static readonly Text TagTwice = new("The key {0} appears twice.", "키 {0}이(가) 중복되었습니다.");
    public static readonly Text TooManyTags = new("At most 50 tags.", "태그는 최대 50개입니다.");
    public static readonly Text KeyHint = new("Secrets Manager keeps and rotates the service key. A user key has its own states and access control.", "서비스 키는 Secrets Manager가 관리하고 교체합니다. 사용자 키는 상태와 접근 제어를 별도로 관리합니다.");
    public static readonly Text AccessTitle = new("Access control", "접근 제어");
    public static readonly Text AccessSwitch = new("Only the owner and those on the list", "소유자와 허용 대상만 접근");
    public static readonly Text AccessHint = new(
        "You will be the owner. Being on the list does not replace a role: everyone on it still needs one in the project.",
        "생성자가 소유자가 됩니다. 허용 대상으로 지정되어도 프로젝트 역할이 있어야 접근할 수 있습니다.");

    public static readonly Text CreatedNotice = new("The secret {0} is created.", "시크릿 {0}이(가) 생성되었습니다.");
    public static readonly Text CreatedWithoutTags = new("The secret {0} is created, but its tags could not be stored.", "시크릿 {0}이(가) 생성되었지만 태그는 저장하지 못했습니다.");

    public static readonly Text VersionTitle = new("New version", "새 버전 생성");
    public static readonly Text VersionLead = new("The new value becomes the default at once. Older versions stay until you destroy them.", "새 값은 바로 기본 버전이 됩니다. 이전 버전은 파기할 때까지 유지됩니다.");
    public static readonly Text StoreVersion = new("Store the version", "버전 저장");

    public static readonly Text EditTitle = new("Settings", "설정");
    public static readonly Text Facts = new("Name, description, tags", "이름, 설명, 태그");
    public static readonly Text ExpiresHint = new("A reminder only: the secret can still be read afterwards. Leave empty for none.", "알림용 날짜로, 이 날짜가 지나도 시크릿을 조회할 수 있습니다. 기한이 필요 없으면 비워 두세요.");
    public static readonly Text ExpiresWrong = new("Choose today or a later date.", "지나지 않은 날짜를 선택하세요.");
    public static readonly Text Saved = new("Saved.", "저장되었습니다.");
    public static readonly Text KeyTitle = new("KMS key", "KMS 키");
    public static readonly Text KeyLead = new("A new key applies to new versions; existing versions keep theirs.", "변경한 키는 새 버전에만 적용되며 기존 버전은 기존 키를 유지합니다.");
    public static readonly Text KeyNow = new("Current key: {0}", "현재 키: {0}");
    public static readonly Text KeyChange = new("Change the key", "키 변경");
    public static readonly Text KeyChanged = new("New versions are protected by {0}.", "새 버전은 {0}(으)로 보호됩니다.");
    public static readonly Text DeleteTitle = new("Delete the secret", "시크릿 삭제");
    public static readonly Text DeleteLead = new("A secret can be deleted when all its versions are destroyed.", "모든 버전을 파기한 후 시크릿을 삭제할 수 있습니다.");
    public static readonly Text DeleteNotYet = new("Versions that are not destroyed yet: {0}. Destroy them first.", "파기되지 않은 버전이 {0}개 있습니다. 먼저 파기하세요.");
    public static readonly Text DeleteWarning = new("The secret, its name and its list of versions are deleted for good. Its events stay in Cloud Trail.", "시크릿의 이름과 버전 목록이 모두 삭제됩니다. 이벤트는 Cloud Trail에 남습니다.");
    public static readonly Text Deleted = new("The secret {0} is deleted.", "시크릿 {0}이(가) 삭제되었습니다.");
}
