using Haneul.Kernel.Access;
using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys.Access;

/// <summary>The texts of who may use a key.</summary>
internal static class KeyAccessTexts
{
    public static readonly Text Lead = new(
        "Access control only restricts: everyone on the list still needs a role that allows what they do.",
        "접근 제어는 접근을 제한할 뿐 권한을 부여하지 않습니다. 허용 대상도 작업에 필요한 역할이 있어야 합니다.");

    public static readonly Text OffText = new(
        "Access control is off: everyone whose roles in the project allow it may use this key.",
        "접근 제어를 사용하지 않습니다. 프로젝트에서 권한이 있는 모든 사용자가 이 키를 사용할 수 있습니다.");

    public static readonly Text OnText = new("Only the owner {0} and those on the list may use this key.", "소유자({0})와 허용 대상만 이 키를 사용할 수 있습니다.");
    public static readonly Text ListTitle = new("Allowed", "허용 대상");
    public static readonly Text Nobody = new("Nobody but the owner is allowed.", "소유자 외에 허용된 대상이 없습니다.");
    public static readonly Text Change = new("Change access control", "접근 제어 변경");
    public static readonly Text Subjects = new("Users, groups and service accounts", "사용자, 그룹, 서비스 계정");
    public static readonly Text Unseen = new(
        "Only who may see the members of the project (Project Admin, IAM Project Viewer) can name some of them.",
        "프로젝트 멤버를 조회할 수 있는 역할(프로젝트 관리자, IAM 프로젝트 뷰어)만 대상을 지정할 수 있습니다.");

    public static readonly Text NobodyElse = new("There is nobody else in the project.", "프로젝트에 다른 멤버가 없습니다.");
    public static readonly Text Enabled = new("Only the owner and those below may use it", "소유자와 아래에서 선택한 대상만 사용");
    public static readonly Text EnabledHint = new(
        "The owner is {0}. Switching it off empties the list.",
        "소유자는 {0}입니다. 사용하지 않도록 설정하면 허용 대상 목록이 삭제됩니다.");

    public static readonly Text LockOut = new(
        "You are not the owner: unless you are on the list, yourself or with a group, you can't manage or use this key any more once access control is on.",
        "소유자가 아니므로, 본인이나 속한 그룹을 허용 대상에 포함하지 않으면 접근 제어를 사용하는 즉시 이 키를 관리하거나 사용할 수 없게 됩니다.");

    public static readonly Text Saved = new("Access control of the key {0} is changed.", "키 {0}의 접근 제어가 변경되었습니다.");
    public static readonly Text Name = new("Name", "이름");
    public static readonly Text Kind = new("Kind", "구분");
    public static readonly Text Id = new("ID", "ID");
    public static readonly Text AddedBy = new("Added by", "추가한 사용자");
    public static readonly Text Added = new("Added", "추가 일시");
    public static readonly Text Gone = new("Deleted", "삭제됨");

    private static readonly Text User = new("User", "사용자");
    private static readonly Text Group = new("Group", "그룹");
    private static readonly Text ServiceAccount = new("Service account", "서비스 계정");

    public static Text OfType(string type) => type switch
    {
        SubjectTypes.User => User,
        SubjectTypes.Group => Group,
        SubjectTypes.ServiceAccount => ServiceAccount,
        _ => Text.Same(type),
    };
}
