using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Projects;

/// <summary>The texts of projects.</summary>
internal static class ProjectTexts
{
    public static readonly Text Title = new("Projects", "프로젝트");
    public static readonly Text Lead = new("A project holds secrets, keys and events. Roles are given per project.", "프로젝트는 시크릿, 키, 이벤트를 소유하며 역할은 프로젝트 단위로 부여됩니다.");
    public static readonly Text LeadOwn = new("The projects in which you have a role.", "역할이 부여된 프로젝트 목록입니다.");
    public static readonly Text New = new("Create project", "프로젝트 생성");
    public static readonly Text EmptyTitle = new("No projects yet", "프로젝트가 없습니다");
    public static readonly Text EmptyText = new("Create one, then give people roles in it.", "프로젝트를 생성하고 사용자에게 역할을 부여하세요.");
    public static readonly Text NameHint = new("Up to 64 characters; unique in the organization.", "최대 64자이며 조직 내에서 고유해야 합니다.");
    public static readonly Text Created = new("The project {0} was created. Add its members next.", "{0} 프로젝트가 생성되었습니다. 멤버를 추가하세요.");
    public static readonly Text Saved = new("The project {0} was saved.", "{0} 프로젝트가 저장되었습니다.");
    public static readonly Text EditTitle = new("Edit project {0}", "{0} 프로젝트 수정");
    public static readonly Text Members = new("Members", "멤버");
    public static readonly Text Current = new("Current", "현재");
    public static readonly Text SwitchTo = new("Switch project", "프로젝트 전환");
    public static readonly Text Parent = new("Parent project", "상위 프로젝트");
    public static readonly Text Tags = new("Tags", "태그");
    public static readonly Text DisableTitle = new("Disable project {0}", "{0} 프로젝트 사용 중지");
    public static readonly Text DisableEffect = new(
        "All tokens for this project stop working at once, including those of access keys, and no new ones are issued. Its secrets and keys stay as they are. You can enable it again.",
        "이 프로젝트의 모든 토큰(액세스 키로 발급된 토큰 포함)이 즉시 무효화되고 새 토큰을 발급할 수 없습니다. 시크릿과 키는 그대로 유지되며 다시 사용 설정할 수 있습니다.");

    public static readonly Text EnableTitle = new("Enable project {0}", "{0} 프로젝트 사용 설정");
    public static readonly Text EnableEffect = new("Members and access keys of the project can get tokens again.", "프로젝트의 멤버와 액세스 키가 다시 토큰을 발급받을 수 있습니다.");
    public static readonly Text DisabledNotice = new("The project {0} is disabled.", "{0} 프로젝트가 사용 중지되었습니다.");
    public static readonly Text EnabledNotice = new("The project {0} is enabled.", "{0} 프로젝트가 사용 설정되었습니다.");
    public static readonly Text DeleteTitle = new("Delete project {0}", "{0} 프로젝트 삭제");
    public static readonly Text DeleteEffect = new(
        "The roles, service accounts and access keys of the project are deleted with it, and all its tokens stop working at once. A project that still holds secrets is not deleted. This can't be undone.",
        "프로젝트의 역할, 서비스 계정, 액세스 키가 함께 삭제되고 모든 토큰이 즉시 무효화됩니다. 시크릿이 남아 있는 프로젝트는 삭제되지 않습니다. 삭제는 되돌릴 수 없습니다.");

    public static readonly Text Deleted = new("The project {0} was deleted.", "{0} 프로젝트가 삭제되었습니다.");
    public static readonly Text NoMembersToSee = new(
        "To see who has which role here, you need the role project_admin, iam_project_admin or iam_project_viewer.",
        "이 프로젝트의 멤버와 역할은 project_admin, iam_project_admin, iam_project_viewer 역할로 확인할 수 있습니다.");
}
