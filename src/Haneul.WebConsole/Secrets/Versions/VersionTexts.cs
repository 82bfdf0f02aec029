using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>The texts of versions.</summary>
internal static class VersionTexts
{
    public static readonly Text Number = new("Version {0}", "버전 {0}");
    public static readonly Text Version = new("Version", "버전");
    public static readonly Text Default = new("Default", "기본");
    public static readonly Text Protected = new("Key: {0}", "보호 키: {0}");
    public static readonly Text KeyVersion = new("{0}, version {1}", "{0} 버전 {1}");
    public static readonly Text DestroyedOn = new("To be destroyed", "파기 예정 일시");
    public static readonly Text PinnedBy = new("Pinned by {0}", "{0}에 고정됨");
    public static readonly Text More = new("More", "더 보기");

    public static readonly Text Reveal = new("Show value", "값 보기");
    public static readonly Text CopyUnseen = new("Copy value", "값 복사");
    public static readonly Text CopyDone = new("The value is on the clipboard.", "값이 클립보드에 복사되었습니다.");
    public static readonly Text CopyFailed = new("The value could not be copied.", "값을 복사하지 못했습니다.");
    public static readonly Text Compare = new("Compare with the default", "기본 버전과 비교");
    public static readonly Text Restore = new("Restore as new version", "이 값으로 새 버전 생성");
    public static readonly Text RestoreHint = new("Stores this value again as the newest version.", "이 버전의 값을 최신 버전으로 다시 저장합니다.");
    public static readonly Text Activate = new("Activate", "활성화");
    public static readonly Text Deactivate = new("Deactivate", "비활성화");
    public static readonly Text Schedule = new("Schedule destruction", "파기 예약");
    public static readonly Text Reschedule = new("Change the date", "파기 일자 변경");
    public static readonly Text Cancel = new("Cancel destruction", "파기 예약 취소");
    public static readonly Text Destroy = new("Destroy now", "즉시 파기");

    public static readonly Text Activated = new("Version {0} is active.", "{0}번 버전이 활성화되었습니다.");
    public static readonly Text DeactivatedNotice = new("Version {0} is deactivated. Nobody can read it until it is activated again.", "{0}번 버전이 비활성화되었습니다. 다시 활성화할 때까지 조회할 수 없습니다.");
    public static readonly Text Cancelled = new("Version {0} will not be destroyed. It is deactivated.", "버전 {0}의 파기 예약이 취소되었습니다. 현재 비활성 상태입니다.");
    public static readonly Text Restored = new("The value of version {0} is the new version {1}.", "버전 {0}의 값이 새 {1}번 버전으로 저장되었습니다.");
    public static readonly Text ScheduledNotice = new("Version {0} will be destroyed on {1}. It can't be read from now on.", "{0}번 버전은 {1}에 파기됩니다. 지금부터 조회할 수 없습니다.");
    public static readonly Text DestroyedNotice = new("Version {0} is destroyed.", "{0}번 버전이 파기되었습니다.");
    public static readonly Text Stored = new("Version {0} is stored and is the default now.", "{0}번 버전이 저장되어 기본 버전이 되었습니다.");

    public static readonly Text RevealTitle = new("Value of version {0}", "버전 {0}의 값");
    public static readonly Text RevealAsk = new(
        "The value will be shown for 30 seconds. Viewing it is recorded in Cloud Trail.",
        "값이 화면에 30초 동안 표시됩니다. 조회 기록은 Cloud Trail에 남습니다.");

    public static readonly Text RevealShown = new(
        "Recorded as “Get Secret Version Value”. The value is hidden after 30 seconds; without JavaScript, close this page yourself.",
        "“Get Secret Version Value” 이벤트로 기록되었습니다. 값은 30초 후 자동으로 숨겨집니다. 스크립트를 사용할 수 없으면 직접 닫으세요.");

    public static readonly Text Hidden = new("The value is hidden again.", "값이 다시 숨겨졌습니다.");
    public static readonly Text HideNow = new("Hide now", "지금 숨기기");
    public static readonly Text FieldKey = new("Key", "키");
    public static readonly Text FieldValue = new("Value", "값");
    public static readonly Text EmptyObject = new("An empty object.", "빈 객체입니다.");

    public static readonly Text ScheduleTitle = new("Schedule the destruction of version {0}", "버전 {0} 파기 예약");
    public static readonly Text ScheduleLead = new(
        "The version is deactivated at once, so that anything that still needs it shows up in time. You can cancel until that date.",
        "버전은 즉시 비활성화되므로 아직 필요한 곳이 있으면 미리 확인할 수 있습니다. 예정일 전까지 취소할 수 있습니다.");

    public static readonly Text Date = new("Date of destruction", "파기 일자");
    public static readonly Text DateHint = new("{0} to {1} days from today.", "오늘로부터 {0}일 후에서 {1}일 후 사이의 날짜를 선택하세요.");
    public static readonly Text DateWrong = new("Choose a date from {0} to {1}.", "{0}부터 {1} 사이의 날짜를 선택하세요.");

    public static readonly Text DestroyTitle = new("Destroy version {0}", "버전 {0} 파기");
    public static readonly Text DestroyWarning = new(
        "The value and the key that encrypts it are destroyed at once and can't be recovered. Programs that ask for this version get an error.",
        "값과 값을 암호화한 키가 즉시 파기되며 복구할 수 없습니다. 이 버전을 요청하는 프로그램에는 오류가 반환됩니다.");

    public static readonly Text DestroyDefault = new("This is the default version: reads of the secret without a version will fail.", "이 버전은 기본 버전이므로, 버전을 지정하지 않은 조회는 모두 실패합니다.");

    public static readonly Text CompareTitle = new("Compare versions", "버전 비교");
    public static readonly Text CompareLead = new("Shows which keys differ, never the values.", "서로 다른 키만 표시하며 값은 표시하지 않습니다.");
    public static readonly Text From = new("From version", "기준 버전");
    public static readonly Text To = new("To version", "비교 버전");
    public static readonly Text CompareButton = new("Compare", "비교");
    public static readonly Text Same = new("Both versions have the same value.", "두 버전의 값이 같습니다.");
    public static readonly Text WholeDiffers = new("The values differ as a whole: {0} and {1}.", "값 전체가 다릅니다: {0}, {1}");
    public static readonly Text Added = new("Added", "추가됨");
    public static readonly Text Removed = new("Removed", "삭제됨");
    public static readonly Text ChangedKey = new("Changed", "변경됨");
    public static readonly Text Difference = new("Difference", "차이");
    public static readonly Text TooFew = new("There is nothing to compare yet: the secret has one version that can be read.", "비교할 수 있는 다른 버전이 없습니다.");

    public static readonly Text PinsTitle = new("Pins", "고정");
    public static readonly Text PinsLead = new(
        "Pin a program to one version while it can't follow the newest yet. It asks for the value by the name of the pin.",
        "아직 최신 버전을 사용하면 안 되는 프로그램을 특정 버전에 고정합니다. 프로그램은 고정 이름으로 값을 조회합니다.");

    public static readonly Text PinName = new("Pin name", "고정 이름");
    public static readonly Text PinHint = new("Up to 64 letters, digits, hyphens (-), underscores (_) and periods (.).", "영문, 숫자, 하이픈(-), 밑줄(_), 마침표(.)를 64자까지 사용할 수 있습니다.");
    public static readonly Text PinButton = new("Pin", "고정");
    public static readonly Text PinnedNotice = new("{0} is pinned to version {1}.", "{0}을(를) 버전 {1}에 고정했습니다.");
    public static readonly Text Unpin = new("Remove", "고정 해제");
    public static readonly Text Unpinned = new("The pin {0} was removed.", "고정 {0}을(를) 해제했습니다.");

    public static readonly Text KindObject = new("an object", "객체");
    public static readonly Text KindArray = new("a list", "배열");
    public static readonly Text KindString = new("text", "문자열");
    public static readonly Text KindNumber = new("a number", "숫자");
    public static readonly Text KindOther = new("true, false or null", "true, false 또는 null");
}
