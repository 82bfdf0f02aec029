using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Settings.Installation;

namespace Haneul.WebConsole.Overview;

/// <summary>The texts of the overview.</summary>
internal static class OverviewTexts
{
    public static readonly Text Title = new("Overview", "개요");
    public static readonly Text Attention = new("Needs attention", "확인이 필요한 항목");
    public static readonly Text AllWell = new("Nothing needs your attention.", "확인이 필요한 항목이 없습니다.");
    public static readonly Text Secrets = new("Secrets", "시크릿");
    public static readonly Text Keys = new("Keys", "키");
    public static readonly Text Active = new("{0} active", "활성 {0}개");
    public static readonly Text Deactivated = new("{0} deactivated", "비활성 {0}개");
    public static readonly Text OrMore = new("{0} or more", "{0}개 이상");
    public static readonly Text TrailHealth = new("Cloud Trail", "Cloud Trail");
    public static readonly Text Sound = new("Verified", "검증됨");
    public static readonly Text NotVerified = new("Not verified yet", "아직 검증되지 않음");
    public static readonly Text Damaged = new("Damaged", "손상됨");
    public static readonly Text LastVerification = new("Last verification", "마지막 검증");

    public static readonly Text SecretDestructions = new("Secret versions are scheduled for destruction", "파기 예정인 시크릿 버전이 있습니다");
    public static readonly Text KeyDestructions = new("Key versions are scheduled for destruction", "파기 예정인 키 버전이 있습니다");
    public static readonly Text Destruction = new("{0}, version {1}", "{0}, 버전 {1}");
    public static readonly Text SecretsExpire = new("Secrets expire within {0} days or have expired", "{0}일 이내에 만료되거나 이미 만료된 시크릿이 있습니다");
    public static readonly Text KeysNotRotated = new("Keys have not been rotated for a year", "1년 동안 교체되지 않은 키가 있습니다");
    public static readonly Text AccessKeysExpire = new("Some of your access keys expire soon or have expired", "곧 만료되거나 이미 만료된 내 액세스 키가 있습니다");
    public static readonly Text FailedSignIns = new("Failed sign-ins in the last 24 hours", "최근 24시간 동안 실패한 로그인이 있습니다");
    public static readonly Text TrailProblem = new("Cloud Trail needs attention", "Cloud Trail을 확인하세요");
    public static readonly Text SecondFactorOff = new("Your account has no second factor", "계정에 2단계 인증이 설정되어 있지 않습니다");
    public static readonly Text SetUp = new("Set one up", "설정하기");
    public static readonly Text Count = new("{0} in all", "총 {0}개");

    public static readonly Text LogStorageFailing = new("Events could not be written to the log storage the last time", "이벤트를 로그 저장소에 기록하지 못했습니다");
    public static readonly Text NotificationsFailing = new("Messages of a notification rule do not arrive", "메시지가 전달되지 않는 알림 규칙이 있습니다");
    public static readonly Text GuideTitle = new("First steps in {0}", "{0} 시작하기");
    public static readonly Text GuideLead = new("There is nothing in this project yet. After three steps it has a secret that a program can read.", "아직 리소스가 없습니다. 아래 명령으로 시크릿을 만들고 프로그램에서 조회해 보세요.");
    public static readonly Text GuideKey = new("1. Create an access key and set its ID and its secret in your shell.", "1. 액세스 키를 생성하고 두 값을 셸에 설정합니다.");
    public static readonly Text GuideToken = new("2. Issue an API authentication token.", "2. API 인증 토큰을 발급합니다.");
    public static readonly Text GuideSecret = new("3. Create a secret and read it.", "3. 시크릿을 생성하고 조회합니다.");
    public static readonly Text NoProjectTitle = new("No project selected", "선택된 프로젝트가 없습니다");
    /// <summary>What is wrong with the trail of a project.</summary>
    public static Text OfTrailProblem(string code) => code switch
    {
        "log_storage_failing" => LogStorageFailing,
        "notifications_failing" => NotificationsFailing,
        _ => InstallationTexts.OfProblem(code),
    };
}
