using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>The texts of projects.</summary>
internal static class ProjectTexts
{
    public static readonly Text Title = new("Projects", "프로젝트");
    public static readonly Text Lead = new("A project owns secrets, keys and events. Roles are given in it.", "프로젝트는 시크릿, 키, 이벤트를 소유하며 역할은 프로젝트 단위로 부여됩니다.");
    public static readonly Text LeadOwn = new("The projects in which you have a role.", "역할이 부여된 프로젝트 목록입니다.");
    public static readonly Text New = new("Create project", "프로젝트 생성");
    public static readonly Text EmptyTitle = new("There is no project yet", "프로젝트가 없습니다");
    public static readonly Text EmptyText = new("Create one, then give people roles in it.", "프로젝트를 생성하고 사용자에게 역할을 부여하세요.");
    public static readonly Text NameHint = new("Up to 64 characters; unique in the organization.", "최대 64자이며 조직 안에서 유일해야 합니다.");
    public static readonly Text Created = new("The project {0} is created. Add its members next.", "프로젝트 {0}이(가) 생성되었습니다. 멤버를 추가하세요.");
    public static readonly Text Saved = new("The project {0} is saved.", "프로젝트 {0}이(가) 저장되었습니다.");
    public static readonly Text EditTitle = new("Edit project {0}", "프로젝트 {0} 수정");
    public static readonly Text Members = new("Members", "멤버");
    public static readonly Text Current = new("Current", "현재");
    public static readonly Text SwitchTo = new("Work in a project", "프로젝트 변경");
    public static readonly Text Parent = new("Below", "상위 프로젝트");
    public static readonly Text Tags = new("Tags", "태그");
    public static readonly Text DisableTitle = new("Disable project {0}", "프로젝트 {0} 사용 중지");
    public static readonly Text DisableEffect = new(
        "All tokens for this project are worth nothing at once, those of access keys too, and nobody can get new ones. Its secrets and keys stay as they are. It can be enabled again.",
        "이 프로젝트의 모든 토큰(액세스 키로 발급된 토큰 포함)이 즉시 무효화되고 새 토큰을 발급할 수 없습니다. 시크릿과 키는 그대로 유지되며 다시 사용 설정할 수 있습니다.");

    public static readonly Text EnableTitle = new("Enable project {0}", "프로젝트 {0} 사용 설정");
    public static readonly Text EnableEffect = new("Members and access keys of the project can get tokens again.", "프로젝트의 멤버와 액세스 키가 다시 토큰을 발급받을 수 있습니다.");
    public static readonly Text DisabledNotice = new("The project {0} is disabled.", "프로젝트 {0}이(가) 사용 중지되었습니다.");
    public static readonly Text EnabledNotice = new("The project {0} is enabled.", "프로젝트 {0}이(가) 사용 설정되었습니다.");
    public static readonly Text DeleteTitle = new("Delete project {0}", "프로젝트 {0} 삭제");
    public static readonly Text DeleteEffect = new(
        "The roles, service accounts and access keys of the project go with it, and all its tokens are worth nothing at once. A project that holds live secrets is not deleted. This can't be undone.",
        "프로젝트의 역할, 서비스 계정, 액세스 키가 함께 삭제되고 모든 토큰이 즉시 무효화됩니다. 시크릿이 남아 있는 프로젝트는 삭제되지 않으며, 삭제는 되돌릴 수 없습니다.");

    public static readonly Text Deleted = new("The project {0} is deleted.", "프로젝트 {0}이(가) 삭제되었습니다.");
    public static readonly Text NoMembersToSee = new(
        "Who has which role here is seen with project_admin, iam_project_admin or iam_project_viewer.",
        "이 프로젝트의 멤버와 역할은 project_admin, iam_project_admin, iam_project_viewer 역할로 확인할 수 있습니다.");
}
