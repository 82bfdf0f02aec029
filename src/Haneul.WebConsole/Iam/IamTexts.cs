using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam;

/// <summary>The texts that several pages of projects and people have.</summary>
internal static class IamTexts
{
    public static readonly Text NeedsReader = new(
        "This page shows your organization. It needs one of the roles org_admin, org_reader, iam_org_admin or iam_org_viewer on the organization. Ask an administrator of your organization.",
        "조직 정보를 표시하는 페이지입니다. 조직에 대한 org_admin, org_reader, iam_org_admin, iam_org_viewer 역할 중 하나가 필요합니다. 조직 관리자에게 문의하세요.");

    public static readonly Text NeedsManager = new(
        "This changes your organization. It needs the role org_admin or iam_org_admin on the organization. Ask an administrator of your organization.",
        "조직을 변경하는 작업입니다. 조직에 대한 org_admin 또는 iam_org_admin 역할이 필요합니다. 조직 관리자에게 문의하세요.");

    public static readonly Text NeedsProject = new(
        "You see a project's details when it is the one you work in, or with a role on the organization. Switch to the project first.",
        "현재 작업 중인 프로젝트이거나 조직에 대한 역할이 있을 때 프로젝트 상세 정보를 볼 수 있습니다. 먼저 프로젝트를 변경하세요.");

    public static readonly Text NeedsProjectAdmin = new(
        "This needs the role project_admin or iam_project_admin in the project, or org_admin or iam_org_admin on the organization. Ask whoever administers the project.",
        "프로젝트의 project_admin 또는 iam_project_admin 역할이나 조직의 org_admin 또는 iam_org_admin 역할이 필요합니다. 프로젝트 관리자에게 문의하세요.");

    public static readonly Text Name = new("Name", "이름");
    public static readonly Text Description = new("Description", "설명");
    public static readonly Text Id = new("ID", "ID");
    public static readonly Text State = new("State", "상태");
    public static readonly Text Enabled = new("Enabled", "사용 중");
    public static readonly Text Disabled = new("Disabled", "사용 중지됨");
    public static readonly Text Enable = new("Enable", "사용 설정");
    public static readonly Text Disable = new("Disable", "사용 중지");
    public static readonly Text Edit = new("Edit", "수정");
    public static readonly Text Roles = new("Roles", "역할");
    public static readonly Text ChangeRoles = new("Change roles", "역할 변경");
    public static readonly Text Kind = new("Kind", "유형");
    public static readonly Text User = new("User", "사용자");
    public static readonly Text Group = new("Group", "그룹");
    public static readonly Text ServiceAccount = new("Service account", "서비스 계정");
    public static readonly Text Events = new("Events", "이벤트");
    public static readonly Text Remove = new("Remove", "제거");
    public static readonly Text Actions = new("Actions", "작업");
    public static readonly Text CreatedAt = new("Created", "생성 시각");
    public static readonly Text CreatedBy = new("Created by", "생성한 사용자");
    public static readonly Text SearchByName = new("Search by name", "이름으로 검색");
    public static readonly Text Search = new("Search", "검색");
    public static readonly Text All = new("All", "전체");
    public static readonly Text FirstPage = new("First page", "처음 페이지");
    public static readonly Text NextPage = new("Next page", "다음 페이지");
    public static readonly Text Truncated = new("There are more than are shown here.", "표시된 것보다 더 많은 항목이 있습니다.");
    public static readonly Text NothingFound = new("Nothing found", "검색 결과가 없습니다");
    public static readonly Text NothingFoundText = new("No name contains “{0}”.", "이름에 “{0}”이(가) 포함된 항목이 없습니다.");
    public static readonly Text NameTaken = new("This name is taken. Choose another.", "이미 사용 중인 이름입니다. 다른 이름을 입력하세요.");
    public static readonly Text Project = new("Project", "프로젝트");
    public static readonly Text Organisation = new("Organization", "조직");
    public static readonly Text Installation = new("Whole installation", "설치 전체");
    public static readonly Text NoRoles = new("No roles", "역할 없음");
    public static readonly Text NotChanged = new("Nothing was changed.", "변경된 내용이 없습니다.");
}
