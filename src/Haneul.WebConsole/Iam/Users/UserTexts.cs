using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Users;

/// <summary>The texts of users.</summary>
internal static class UserTexts
{
    public static readonly Text Title = new("Users", "사용자");
    public static readonly Text Lead = new("The people of your organization.", "조직에 속한 사용자입니다.");
    public static readonly Text New = new("Create user", "사용자 생성");
    public static readonly Text EmptyTitle = new("No users yet", "사용자가 없습니다");
    public static readonly Text EmptyText = new("Create a user, then give them roles in a project.", "사용자를 생성하고 프로젝트 역할을 부여하세요.");
    public static readonly Text NameHint = new("What the person signs in with, usually an e\u2011mail address.", "로그인에 사용하는 이름(보통 이메일 주소)");
    public static readonly Text Email = new("E-mail", "이메일");
    public static readonly Text Password = new("Password", "비밀번호");
    public static readonly Text PasswordAgain = new("Password, again", "비밀번호 확인");
    public static readonly Text PasswordHint = new("Pass it on safely. The person can change it later.", "안전한 방법으로 전달하세요. 사용자가 직접 변경할 수 있습니다.");
    public static readonly Text NotTheSame = new("The two passwords do not match.", "두 비밀번호가 일치하지 않습니다.");
    public static readonly Text PasswordExpires = new("Password expires", "비밀번호 만료");
    public static readonly Text Created = new("The user {0} was created. Give them roles next.", "{0} 사용자가 생성되었습니다. 역할을 부여하세요.");
    public static readonly Text EditTitle = new("Edit user {0}", "{0} 사용자 수정");
    public static readonly Text Saved = new("The user {0} was saved.", "{0} 사용자가 저장되었습니다.");
    public static readonly Text UserId = new("User unique ID", "사용자 고유 ID");
    public static readonly Text Groups = new("Groups", "그룹");
    public static readonly Text NoGroups = new("Not in any group.", "속한 그룹이 없습니다.");
    public static readonly Text OrganisationRoles = new("Roles on the organization", "조직 역할");
    public static readonly Text AccessKeys = new("Access keys", "액세스 키");
    public static readonly Text OneAccessKey = new("1 access key", "액세스 키 1개");
    public static readonly Text AccessKeyCount = new("{0} access keys", "액세스 키 {0}개");
    public static readonly Text NotSeen = new("Not visible with your roles", "현재 역할로는 볼 수 없음");
    public static readonly Text AllEvents = new("Calls of this user", "이 사용자의 호출 보기");
    public static readonly Text ResetPassword = new("Set password", "비밀번호 재설정");
    public static readonly Text ResetTitle = new("Set a new password for {0}", "{0}의 비밀번호 재설정");
    public static readonly Text ResetEffect = new(
        "All tokens and console sessions of the user end, unless the settings of the organization say otherwise.",
        "조직 설정에서 달리 정하지 않았다면 사용자의 모든 토큰이 무효화되고 콘솔 세션도 종료됩니다.");

    public static readonly Text ResetDone = new("The password of {0} was set.", "{0}의 비밀번호가 재설정되었습니다.");
    public static readonly Text SecondFactor = new("Take second factor off", "2단계 인증 해제");
    public static readonly Text SecondFactorTitle = new("Take the second factor of {0} off", "{0}의 2단계 인증 해제");
    public static readonly Text SecondFactorEffect = new(
        "For a user who has lost the authenticator app and the recovery codes. The password alone signs them in again until they set another up, and their tokens and sessions end.",
        "인증 앱과 복구 코드를 분실한 사용자를 위한 기능입니다. 다시 설정할 때까지 비밀번호만으로 로그인할 수 있으며, 기존 토큰과 세션은 종료됩니다.");

    public static readonly Text SecondFactorGone = new("The user {0} has no second factor now.", "사용자 {0}의 2단계 인증이 해제되었습니다.");
    public static readonly Text DisableTitle = new("Disable user {0}", "{0} 사용자 사용 중지");
    public static readonly Text DisableEffect = new(
        "The user can't sign in any more, and all their tokens and access keys stop working at once. Roles and groups stay. You can enable the user again.",
        "사용자가 로그인할 수 없고 모든 토큰과 액세스 키가 즉시 무효화됩니다. 역할과 그룹은 유지되며 다시 사용 설정할 수 있습니다.");

    public static readonly Text EnableTitle = new("Enable user {0}", "{0} 사용자 사용 설정");
    public static readonly Text EnableEffect = new("The user can sign in again, and their access keys work again.", "사용자가 다시 로그인할 수 있고 액세스 키도 다시 동작합니다.");
    public static readonly Text DisabledNotice = new("The user {0} is disabled.", "{0} 사용자가 사용 중지되었습니다.");
    public static readonly Text EnabledNotice = new("The user {0} is enabled.", "{0} 사용자가 사용 설정되었습니다.");
    public static readonly Text DeleteTitle = new("Delete user {0}", "{0} 사용자 삭제");
    public static readonly Text DeleteEffect = new(
        "Roles, access keys and tokens of the user are deleted at once; programs that use their keys are refused (401). What the user did stays on Cloud Trail. This can't be undone.",
        "사용자의 역할, 액세스 키, 토큰이 즉시 삭제되고 해당 키를 사용하는 프로그램은 401로 거부됩니다. 활동 기록은 Cloud Trail에 남으며, 삭제는 되돌릴 수 없습니다.");

    public static readonly Text Deleted = new("The user {0} was deleted.", "{0} 사용자가 삭제되었습니다.");
    public static readonly Text You = new("You", "나");
}
