using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Secrets.Access;

/// <summary>The texts of access control and ownership.</summary>
internal static class AccessTexts
{
    public static readonly Text Title = new("Access control", "접근 제어");
    public static readonly Text OffText = new("Everyone whose role in the project allows it can use this secret.", "프로젝트 역할이 있는 모든 대상이 이 시크릿을 사용할 수 있습니다.");
    public static readonly Text OnText = new("Only the owner and those on the list can use this secret, and they need a role that allows it. Everyone else only sees that it exists.", "소유자와 허용 대상만 시크릿을 사용할 수 있습니다. 프로젝트 역할도 필요합니다.");
    public static readonly Text Change = new("Change access", "접근 제어 변경");
    public static readonly Text List = new("Allowed subjects", "허용 대상");
    public static readonly Text OwnerOnly = new("Nobody but the owner.", "소유자만 접근할 수 있습니다.");
    public static readonly Text Gone = new("No longer a member", "프로젝트 멤버 아님");
    public static readonly Text Added = new("Added", "추가 일시");
    public static readonly Text Kind = new("Kind", "유형");
    public static readonly Text User = new("User", "사용자");
    public static readonly Text Group = new("Group", "그룹");
    public static readonly Text ServiceAccount = new("Service account", "서비스 계정");
    public static readonly Text OwnerText = new("The owner always has access, whatever the list says, as long as their role lasts.", "소유자는 역할이 유지되는 동안 허용 대상 목록과 관계없이 항상 접근할 수 있습니다.");
    public static readonly Text Transfer = new("Transfer ownership", "소유권 이전");

    public static readonly Text EditTitle = new("Change access", "접근 제어 변경");
    public static readonly Text Switch = new("Only the owner and those on the list", "소유자와 허용 대상만 접근");
    public static readonly Text SwitchHint = new("Switching it off empties the list.", "비활성화하면 허용 대상 목록이 비워집니다.");
    public static readonly Text ListNeedsSwitch = new("A list works only with access control on: check this, or choose nobody.", "허용 대상을 지정하려면 접근 제어를 활성화해야 합니다. 이 항목을 선택하거나 대상을 해제하세요.");
    public static readonly Text MembersUnseen = new(
        "Only who may see the members of the project (Project Admin, IAM Project Viewer) can choose subjects. Without any, only the owner has access.",
        "프로젝트 멤버를 조회할 수 있는 역할(프로젝트 관리자, IAM 프로젝트 뷰어)만 대상을 선택할 수 있습니다. 대상이 없으면 소유자만 접근할 수 있습니다.");

    public static readonly Text NoMembers = new("The project has no other members.", "프로젝트에 다른 멤버가 없습니다.");
    public static readonly Text LockOut = new(
        "You are not the owner and not on the list: you would lose access to this secret yourself. Put yourself on the list, or check below that you want this.",
        "소유자도 허용 대상도 아니므로 본인도 이 시크릿에 접근할 수 없게 됩니다. 본인을 허용 대상에 추가하거나 아래에서 확인하세요.");

    public static readonly Text LockOutConfirm = new("I want to lose access", "접근할 수 없게 되는 것을 확인했습니다");
    public static readonly Text SavedOn = new("Access control is on; {0} on the list.", "접근 제어가 활성화되었습니다. 허용 대상: {0}개");
    public static readonly Text SavedOff = new("Access control is off.", "접근 제어가 비활성화되었습니다.");
    public static readonly Text SavedPartly = new("Access control is on, but {0} subjects could not be put on the list.", "접근 제어가 활성화되었지만 {0}개 대상을 추가하지 못했습니다.");

    public static readonly Text OwnerTitle = new("Transfer ownership", "소유권 이전");
    public static readonly Text OwnerLead = new("The owner is {0}.", "현재 소유자는 {0}입니다.");
    public static readonly Text OwnerWarning = new("Only the new owner can transfer it back. If access control is on, you lose access unless you are on the list.", "이전 후에는 새 소유자만 다시 이전할 수 있습니다. 접근 제어가 활성화된 경우 허용 대상이 아니면 접근할 수 없습니다.");
    public static readonly Text NewOwner = new("New owner", "새 소유자");
    public static readonly Text NewOwnerHint = new("Someone who may manage secrets of this project.", "이 프로젝트의 시크릿을 관리할 수 있는 사용자나 서비스 계정을 선택하세요.");
    public static readonly Text NewOwnerWrong = new("Choose someone who may manage secrets of this project.", "이 프로젝트의 시크릿을 관리할 수 있는 대상을 선택하세요.");
    public static readonly Text Transferred = new("The owner is {0} now.", "소유자가 {0}(으)로 변경되었습니다.");
    public static readonly Text OwnerNeeded = new(
        "Only the owner gives a secret to another owner, as long as they manage secrets and see the members of the project.",
        "시크릿을 관리하고 프로젝트 멤버를 조회할 수 있는 소유자만 소유권을 이전할 수 있습니다.");

    public static readonly Text Choose = new("Choose…", "선택하세요");
    public static readonly Text RoleMissing = new("Your roles in this project do not allow this.", "이 프로젝트에서 해당 작업을 수행할 수 있는 역할이 없습니다.");
}
