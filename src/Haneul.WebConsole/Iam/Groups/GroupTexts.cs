using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Groups;

/// <summary>The texts of groups.</summary>
internal static class GroupTexts
{
    public static readonly Text Title = new("Groups", "그룹");
    public static readonly Text Lead = new("Users who are given roles together.", "사용자에게 역할을 함께 부여하는 단위입니다.");
    public static readonly Text New = new("Create group", "그룹 생성");
    public static readonly Text EmptyTitle = new("No groups yet", "그룹이 없습니다");
    public static readonly Text EmptyText = new("Create a group, add users, and give it roles in a project: everyone in it has them.", "그룹을 생성해 사용자를 추가하고 프로젝트 역할을 부여하면 모든 그룹 사용자에게 적용됩니다.");
    public static readonly Text NameHint = new("Unique in the organization.", "조직 내에서 고유해야 합니다.");
    public static readonly Text Created = new("The group {0} was created. Add its users next.", "{0} 그룹이 생성되었습니다. 사용자를 추가하세요.");
    public static readonly Text EditTitle = new("Edit group {0}", "{0} 그룹 수정");
    public static readonly Text Saved = new("The group {0} was saved.", "{0} 그룹이 저장되었습니다.");
    public static readonly Text Members = new("Users", "사용자");
    public static readonly Text NoMembers = new("Nobody is in this group.", "그룹에 속한 사용자가 없습니다.");
    public static readonly Text AddMember = new("Add user", "사용자 추가");
    public static readonly Text AddTitle = new("Add a user to {0}", "{0}에 사용자 추가");
    public static readonly Text AddEffect = new("They get the roles of the group with their next token.", "다음 토큰부터 그룹의 역할이 적용됩니다.");
    public static readonly Text Added = new("{0} was added to the group.", "{0} 사용자가 그룹에 추가되었습니다.");
    public static readonly Text RemoveTitle = new("Remove {0} from {1}", "{1}에서 {0} 제거");
    public static readonly Text RemoveEffect = new(
        "They lose the roles of the group at once, and tokens that rely on these roles stop working.",
        "그룹의 역할이 즉시 회수되며, 그 역할로 발급된 토큰은 무효화됩니다.");

    public static readonly Text Removed = new("{0} was removed from the group.", "{0} 사용자가 그룹에서 제거되었습니다.");
    public static readonly Text DeleteTitle = new("Delete group {0}", "{0} 그룹 삭제");
    public static readonly Text DeleteEffect = new(
        "Its users lose its roles at once; the users themselves stay. This can't be undone.",
        "그룹에 속한 사용자의 그룹 역할이 즉시 회수되며, 사용자는 삭제되지 않습니다. 그룹 삭제는 되돌릴 수 없습니다.");

    public static readonly Text Deleted = new("The group {0} was deleted.", "{0} 그룹이 삭제되었습니다.");
    public static readonly Text OrganisationRoles = new("Roles on the organization", "조직 역할");
}
