using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys.Versions;

/// <summary>The texts of the versions of a key.</summary>
internal static class KeyVersionTexts
{
    public static readonly Text Version = new("Version {0}", "버전 {0}");
    public static readonly Text Default = new("Default", "기본 버전");
    public static readonly Text DefaultHint = new("New requests use this version.", "새 요청에 이 버전이 사용됩니다.");
    public static readonly Text Created = new("Created", "생성");
    public static readonly Text Destruction = new("Will be destroyed", "파기 예정");
    public static readonly Text NoneTitle = new("No version yet", "아직 버전이 없습니다");
    public static readonly Text NoPage = new("There are no versions on this page.", "이 페이지에 표시할 버전이 없습니다.");
    public static readonly Text Deactivate = new("Deactivate", "비활성화");
    public static readonly Text Schedule = new("Schedule destruction", "파기 예약");
    public static readonly Text Reschedule = new("Change the time", "파기 일시 변경");
    public static readonly Text Cancel = new("Cancel destruction", "파기 예약 취소");
    public static readonly Text OfVersion = new("of version {0}", "(버전 {0})");

    public static readonly Text ActivateTitle = new("Activate key {0}", "키 {0} 활성화");
    public static readonly Text ActivateEffect = new("Creates version 1. The key can be used at once.", "버전 1이 생성되며 바로 키를 사용할 수 있습니다.");
    public static readonly Text Activated = new("The key {0} is active, with version 1.", "키 {0}이(가) 활성화되었습니다. 버전 1이 생성되었습니다.");
    public static readonly Text RotateTitle = new("Rotate key {0}", "키 {0} 교체");
    public static readonly Text RotateEffect = new(
        "Creates version {0}, which becomes the default at once: new data is encrypted and signed with it. Older active versions still decrypt and verify. Programs need no change.",
        "{0}번 버전이 생성되어 바로 기본 버전이 되고, 이후의 암호화와 서명에 사용됩니다. 활성 상태인 이전 버전은 계속 복호화와 검증에 사용됩니다. 프로그램은 변경할 필요가 없습니다.");

    public static readonly Text PublicKeyChanges = new(
        "The public key changes with the version. The present one encrypts and verifies for version {0} only; hand out the new one.",
        "버전과 함께 공개 키도 바뀝니다. 현재 공개 키는 버전 {0}에만 해당하므로 새 공개 키를 배포하세요.");

    public static readonly Text Rotated = new("The key {0} is rotated: version {1} is the default now.", "키 {0}이(가) 교체되었습니다. 이제 {1}번 버전이 기본 버전입니다.");

    public static readonly Text DeactivateTitle = new("Deactivate version {0}", "버전 {0} 비활성화");
    public static readonly Text DeactivateEffect = new(
        "The version can no longer be used: what it encrypted can't be decrypted, and its signatures are no longer valid. It can't be activated again.",
        "이 버전은 더 이상 사용되지 않습니다. 이 버전으로 암호화한 데이터는 복호화할 수 없고 서명도 유효하지 않으며, 다시 활성화할 수 없습니다.");

    public static readonly Text DefaultWarning = new(
        "This is the default version: nothing can be encrypted or signed with the key until it gets a new version.",
        "이 버전은 기본 버전이므로, 새 버전을 생성하기 전까지 이 키로 암호화하거나 서명할 수 없습니다.");

    public static readonly Text Deactivated = new("Version {0} is deactivated.", "{0}번 버전이 비활성화되었습니다.");

    public static readonly Text ScheduleTitle = new("Schedule the destruction of version {0}", "버전 {0} 파기 예약");
    public static readonly Text ScheduleEffect = new(
        "The version can't be used from now on, so that a mistake shows up in time. At the time below its key material is destroyed, and what it encrypted is lost for good. Until then you can cancel, which brings its present state back.",
        "지금부터 이 버전은 사용할 수 없습니다. 아래 일시에 키가 파기되며, 이 버전으로 암호화한 데이터는 영구히 복구할 수 없습니다. 그 전까지는 취소할 수 있으며, 취소하면 이전 상태로 돌아갑니다.");

    public static readonly Text ScheduleAllEffect = new(
        "All versions that are not destroyed yet ({0}) can't be used from now on. At the time below they are destroyed, and everything the key encrypted is lost for good. Until then you can cancel each one.",
        "파기되지 않은 버전 {0}개를 지금부터 사용할 수 없습니다. 아래 일시에 모두 파기되며, 이 키로 암호화한 데이터는 영구히 복구할 수 없습니다. 그 전까지는 버전별로 취소할 수 있습니다.");

    public static readonly Text ScheduleAllTitle = new("Schedule the destruction of all versions of {0}", "키 {0}의 모든 버전 파기 예약");
    public static readonly Text When = new("Destroy at", "파기 일시");
    public static readonly Text WhenHint = new("In your time zone ({0}); {1} to {2} days from now.", "시간대: {0}. 현재부터 {1}일 이후, {2}일 이내");
    public static readonly Text NotADate = new("Enter a date and a time.", "날짜와 시간을 입력하세요.");
    public static readonly Text OutOfBounds = new("Enter a time {0} to {1} days from now.", "현재부터 {0}일 이후, {1}일 이내의 일시를 입력하세요.");
    public static readonly Text Scheduled = new("Version {0} will be destroyed on {1}.", "{0}번 버전이 {1}에 파기됩니다.");
    public static readonly Text AllScheduled = new("{0} versions will be destroyed on {1}.", "버전 {0}개가 {1}에 파기됩니다.");
    public static readonly Text AllGone = new("Every version of this key is destroyed already.", "이 키의 모든 버전이 이미 파기되었습니다.");

    public static readonly Text CancelTitle = new("Cancel the destruction of version {0}", "버전 {0} 파기 예약 취소");
    public static readonly Text CancelEffect = new("The version returns to the state it had before: active or deactivated.", "이 버전은 예약 전의 상태(활성 또는 비활성)로 돌아갑니다.");
    public static readonly Text Cancelled = new("Version {0} will not be destroyed.", "버전 {0}의 파기 예약이 취소되었습니다.");
}
