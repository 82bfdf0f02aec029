using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>The texts of members and their roles.</summary>
internal static class MemberTexts
{
    public static readonly Text Add = new("Add member", "멤버 추가");
    public static readonly Text AddTitle = new("Add a member to {0}", "{0}에 멤버 추가");
    public static readonly Text AddLead = new(
        "Gives a user, a group or a service account its first role in the project. They must belong to the organization already.",
        "사용자, 그룹 또는 서비스 계정에 프로젝트 역할을 부여합니다. 이미 조직에 속해 있어야 합니다.");

    public static readonly Text Member = new("Member", "멤버");
    public static readonly Text Given = new("Roles given here", "부여된 역할");
    public static readonly Text GivenText = new("Members who were given roles directly in this project.", "이 프로젝트에서 직접 역할을 부여받은 멤버입니다.");
    public static readonly Text Effective = new("Roles in effect", "유효 역할");
    public static readonly Text EffectiveText = new(
        "The roles that each user really has in this project, and where they come from: given here, through a group, inherited, or contained in another role.",
        "각 사용자가 이 프로젝트에서 실제로 갖는 역할과 그 출처(직접 부여, 그룹, 상속, 다른 역할에 포함)입니다.");

    public static readonly Text EmptyTitle = new("Nobody has a role here", "역할이 부여된 멤버가 없습니다");
    public static readonly Text EmptyText = new("Add a user, a group or a service account.", "사용자, 그룹 또는 서비스 계정을 추가하세요.");
    public static readonly Text Who = new("Name or ID", "이름 또는 ID");
    public static readonly Text WhoHint = new("The full name, such as an e-mail address, or the unique ID.", "이메일 주소 등 전체 이름 또는 고유 ID를 입력하세요.");
    public static readonly Text WhoHintId = new(
        "The user's unique ID, which they find under Profile. Names can be looked up only with a role on the organization.",
        "사용자가 프로필에서 확인할 수 있는 고유 ID를 입력하세요. 이름 조회에는 조직 역할이 필요합니다.");

    public static readonly Text NotFound = new("Nobody has this name or ID.", "해당 이름이나 ID의 대상이 없습니다.");
    public static readonly Text OnlyId = new("You may not look names up. Enter the unique ID.", "이름을 조회할 권한이 없습니다. 고유 ID를 입력하세요.");
    public static readonly Text RoleToChoose = new("Choose a role", "역할 선택");
    public static readonly Text ChooseRole = new("Choose a role.", "역할을 선택하세요.");
    public static readonly Text Role = new("Role", "역할");
    public static readonly Text Added = new("{0} now has the role {1}.", "{0}에 {1} 역할이 부여되었습니다.");
    public static readonly Text ChangeTitle = new("Roles of {0}", "{0}의 역할");
    public static readonly Text InProject = new("In the project {0}.", "프로젝트: {0}");
    public static readonly Text InOrganisation = new(
        "On the organization. These roles manage people and projects; they never open a secret.",
        "조직에 대한 역할입니다. 사용자와 프로젝트를 관리하며 시크릿 값에는 접근할 수 없습니다.");

    public static readonly Text TakenAtOnce = new(
        "Taking a role away acts at once, even on tokens already issued. A newly given role needs a new token.",
        "역할을 회수하면 이미 발급된 토큰에도 즉시 적용됩니다. 새로 부여한 역할은 새 토큰부터 적용됩니다.");

    public static readonly Text ProjectRoles = new("Project", "프로젝트");
    public static readonly Text ServiceRoles = new("Services", "서비스");
    public static readonly Text OrganisationRoles = new("Organization", "조직");
    public static readonly Text InstallationRoles = new("Installation (Keystone)", "설치 전체 (Keystone)");
    public static readonly Text OtherRoles = new("Roles of your own", "사용자 정의 역할");
    public static readonly Text Saved = new("The roles of {0} are saved: {1} given, {2} taken.", "{0}의 역할이 저장되었습니다. 부여 {1}개, 회수 {2}개");
    public static readonly Text Direct = new("given here", "직접 부여");
    public static readonly Text ThroughGroup = new("through the group {0}", "그룹 {0}");
    public static readonly Text FromOrganisation = new("inherited from the organization", "조직에서 상속");
    public static readonly Text FromProject = new("inherited from a project above", "상위 프로젝트에서 상속");
    public static readonly Text ContainedIn = new("contained in {0}", "{0}에 포함됨");
    public static readonly Text ToItsProjects = new("for all its projects", "모든 하위 프로젝트에 상속");
    public static readonly Text Where = new("Where", "범위");
    public static readonly Text Origin = new("Comes from", "출처");
}
