using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.SignIn;

/// <summary>The texts of signing in and what belongs to it.</summary>
internal static class SignInTexts
{
    public static readonly Text Title = new("Sign in", "로그인");
    public static readonly Text Organisation = new("Organization", "조직");
    public static readonly Text OrganisationHint = new("Name of the organization, such as Default.", "조직 이름(예: Default)");
    public static readonly Text User = new("User", "사용자");
    public static readonly Text UserHint = new("Sign-in name, usually an e-mail address.", "로그인 이름(보통 이메일 주소)");
    public static readonly Text Password = new("Password", "비밀번호");
    public static readonly Text Wrong = new(
        "Organization, user and password do not match, or the account can't sign in now.",
        "조직, 사용자 또는 비밀번호가 일치하지 않거나 지금은 로그인할 수 없는 계정입니다.");

    public static readonly Text Wait = new("Too many attempts. Please wait {0} seconds.", "시도 횟수가 너무 많습니다. {0}초 후에 다시 시도하세요.");
    public static readonly Text SignedOut = new("You are signed out.", "로그아웃되었습니다.");

    public static readonly Text PasscodeTitle = new("Second factor", "2단계 인증");
    public static readonly Text PasscodeText = new("Enter the code that your authenticator app shows, or one of your recovery codes.", "인증 앱에 표시된 코드 또는 복구 코드를 입력하세요.");
    public static readonly Text Passcode = new("Code", "인증 코드");
    public static readonly Text PasscodeWrong = new("That code was not accepted. Each code works once; wait for the next one.", "인증 코드가 올바르지 않습니다. 코드는 한 번만 사용할 수 있으니 다음 코드를 입력하세요.");
    public static readonly Text PasscodeLate = new("That took too long. Please sign in again.", "시간이 초과되었습니다. 처음부터 다시 로그인하세요.");

    public static readonly Text ConfirmTitle = new("Enter your password again", "비밀번호 재확인");
    public static readonly Text ConfirmText = new("This action is protected. Please confirm that it is you.", "중요한 작업이므로 본인 확인이 필요합니다. 비밀번호를 다시 입력하세요.");
    public static readonly Text Confirm = new("Continue", "계속");
    public static readonly Text ConfirmWrong = new("That is not your password, or too many wrong ones were given.", "비밀번호가 일치하지 않거나 입력 실패 횟수가 너무 많습니다.");

    public static readonly Text PasswordOrCodeWrong = new(
        "The password or the code is not right, or too many wrong ones were given. Each code is good once.",
        "비밀번호 또는 인증 코드가 올바르지 않거나 입력 실패 횟수가 너무 많습니다. 코드는 한 번만 사용할 수 있습니다.");

    public static readonly Text PasswordTitle = new("Change your password", "비밀번호 변경");
    public static readonly Text MustChange = new(
        "This password was generated when Haneul was first started and is stored in a file. Choose your own to continue.",
        "현재 비밀번호는 최초 시작 시 생성되어 파일에 저장되어 있습니다. 계속하려면 새 비밀번호로 변경하세요.");

    public static readonly Text ChangeEffect = new(
        "Depending on the settings of your organization, your other sessions and API tokens may end. Access keys stay as they are.",
        "조직 설정에 따라 다른 세션과 기존 API 토큰이 종료될 수 있습니다. 액세스 키는 그대로 유지됩니다.");

    public static readonly Text OldPassword = new("Current password", "현재 비밀번호");
    public static readonly Text NewPassword = new("New password", "새 비밀번호");
    public static readonly Text NewPasswordAgain = new("Repeat the new password", "새 비밀번호 확인");
    public static readonly Text NotTheSame = new("The two passwords are not the same.", "두 비밀번호가 일치하지 않습니다.");
    public static readonly Text Changed = new("Your password was changed.", "비밀번호가 변경되었습니다.");

    public static readonly Text ProjectsTitle = new("Choose a project", "프로젝트 선택");
    public static readonly Text ProjectsText = new("The console shows the resources of the project you choose.", "선택한 프로젝트의 리소스가 표시됩니다.");
    public static readonly Text NoProjects = new("You have no role in any project. Ask an administrator of your organization for one.", "역할이 부여된 프로젝트가 없습니다. 조직 관리자에게 문의하세요.");
    public static readonly Text Choose = new("Choose", "선택");
    public static readonly Text Current = new("Current", "현재");
    public static readonly Text Chosen = new("You are now in the project {0}.", "{0} 프로젝트로 전환했습니다.");
    public static readonly Text NotAllowed = new("You have no role in that project any more.", "해당 프로젝트에 대한 역할이 없습니다.");
}
