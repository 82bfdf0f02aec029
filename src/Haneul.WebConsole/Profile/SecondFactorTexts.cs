using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Profile;

/// <summary>The texts of the second factor.</summary>
internal static class SecondFactorTexts
{
    public static readonly Text Title = new("Second factor", "2단계 인증");
    public static readonly Text Lead = new(
        "With a second factor, signing in asks for a code from your authenticator app as well as the password. Access keys are not affected.",
        "2단계 인증을 사용하면 로그인할 때 비밀번호와 함께 인증 앱의 코드를 입력합니다. 액세스 키에는 영향을 주지 않습니다.");

    public static readonly Text On = new("On", "사용 중");
    public static readonly Text Off = new("Off", "사용 안 함");
    public static readonly Text Since = new("Since", "설정일");
    public static readonly Text CodesLeft = new("Recovery codes left", "남은 복구 코드");
    public static readonly Text Begin = new("Set up", "설정하기");
    public static readonly Text BeginAgain = new("Begin anew with another key", "새 키로 다시 설정");
    public static readonly Text AgainText = new("Enter the code that your app shows for the key it has just been given.", "방금 등록한 키로 인증 앱에 표시된 코드를 입력하세요.");
    public static readonly Text ChangedMeanwhile = new("It was changed in another window meanwhile. This is how it stands now.", "다른 창에서 상태가 변경되었습니다. 현재 상태를 확인하세요.");
    public static readonly Text ScanText = new("Scan this QR code with your authenticator app, or type in the key. Then enter the code that the app shows.", "인증 앱으로 QR 코드를 스캔하거나 키를 직접 입력한 다음, 앱에 표시된 코드를 입력하세요.");
    public static readonly Text Picture = new("QR code for the authenticator app", "인증 앱용 QR 코드");
    public static readonly Text Key = new("Key", "키");
    public static readonly Text Code = new("Code", "인증 코드");
    public static readonly Text TurnOn = new("Turn on", "사용하기");
    public static readonly Text TurnOff = new("Turn off", "사용 해제");
    public static readonly Text NewCodes = new("New recovery codes", "복구 코드 재발급");
    public static readonly Text NewCodesHint = new("New recovery codes replace the ones that you have.", "복구 코드를 재발급하면 기존 복구 코드는 더 이상 사용할 수 없습니다.");
    public static readonly Text Wrong = new("That code was not accepted. Each code works once; wait for the next one.", "인증 코드가 올바르지 않습니다. 코드는 한 번만 사용할 수 있으니 다음 코드를 입력하세요.");
    public static readonly Text CodesTitle = new("Your recovery codes", "복구 코드");
    public static readonly Text CodesText = new(
        "Each code lets you sign in once without the app. They are shown only now: keep them in a safe place, apart from the app.",
        "복구 코드는 인증 앱 없이 한 번씩 로그인할 수 있는 코드입니다. 지금만 표시되므로 인증 앱과 다른 곳에 보관하세요.");

    public static readonly Text Kept = new("I have saved them", "보관했습니다");
    public static readonly Text IsOff = new("The second factor is off.", "2단계 인증이 해제되었습니다.");
}
