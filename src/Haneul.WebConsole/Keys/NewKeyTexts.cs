using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys;

/// <summary>The texts of the page for a new key, and of rotation.</summary>
internal static class NewKeyTexts
{
    public static readonly Text NameHint = new("Unique in the project, up to 255 characters. It can't be changed later.", "프로젝트 내에서 고유해야 하며 255자까지 입력할 수 있습니다. 생성 후 변경할 수 없습니다.");
    public static readonly Text DescriptionHint = new("What the key is for, so that others can find it.", "다른 사람이 알아볼 수 있도록 키의 용도를 적어 주세요.");
    public static readonly Text Kind = new("Type, usage and algorithm", "유형, 용도, 알고리즘");
    public static readonly Text KindHint = new("Only combinations that work are offered. They can't be changed later.", "함께 사용할 수 있는 조합만 표시됩니다. 생성 후 변경할 수 없습니다.");
    public static readonly Text Step = new("Show what fits", "가능한 조합 표시");
    public static readonly Text NotTogether = new(
        "This does not work with the type and the usage; what does is offered now.",
        "선택한 유형, 용도와 함께 사용할 수 없는 알고리즘입니다. 사용 가능한 값으로 다시 표시했습니다.");

    public static readonly Text Pending = new("Create without activating", "활성화 전 상태로 생성");
    public static readonly Text PendingHint = new(
        "The key has no version and can't be used until someone activates it.",
        "버전이 생성되지 않으며, 활성화하기 전까지 사용할 수 없습니다.");

    public static readonly Text Rotate = new("Rotate automatically", "자동 교체 사용");
    public static readonly Text RotateHint = new(
        "At 00:00 Korean time on the due date the key gets a new version, which encrypts from then on. Older versions can still decrypt.",
        "예정일 한국 시간 00시에 새 버전이 생성되어 이후의 암호화에 사용됩니다. 이전 버전은 계속 복호화에 사용할 수 있습니다.");

    public static readonly Text Period = new("Days between rotations", "교체 주기(일)");
    public static readonly Text PeriodHint = new("1 to 1,095 days.", "1일 이상 1,095일 이하로 입력하세요.");
    public static readonly Text NotAPeriod = new("Enter a whole number of days from 1 to 1,095.", "1 이상 1,095 이하의 정수를 입력하세요.");
    public static readonly Text Restrict = new("Only the owner and those below may use it", "소유자와 아래에서 선택한 대상만 사용");
    public static readonly Text RestrictHint = new(
        "Otherwise everyone whose roles in the project allow it may use the key. You are the owner.",
        "선택하지 않으면 프로젝트에서 권한이 있는 모든 사용자가 사용할 수 있습니다. 소유자는 본인입니다.");

    public static readonly Text SubjectsNeedControl = new("Switch this on too, or choose nobody below.", "아래에서 대상을 선택하려면 이 항목도 선택해야 합니다.");
    public static readonly Text Created = new("The key {0} is created.", "키 {0}이(가) 생성되었습니다.");

    public static readonly Text RotationNow = new("Now", "현재 설정");
    public static readonly Text RotationSaved = new("The key {0} rotates every {1} days now.", "키 {0}의 자동 교체 주기가 {1}일로 설정되었습니다.");
    public static readonly Text RotationRemoved = new("The key {0} does not rotate by itself any more.", "키 {0}의 자동 교체가 해제되었습니다.");
    public static readonly Text RotationPending = new("The first period begins with the first version.", "첫 번째 버전이 생성되면 교체 주기가 시작됩니다.");
    public static readonly Text RotationFromToday = new("Days are counted from today.", "오늘부터 계산됩니다.");
    public static readonly Text RotationChange = new("Set automatic rotation", "자동 교체 설정");
    public static readonly Text RotationRemove = new("Switch automatic rotation off", "자동 교체 해제");
    public static readonly Text RotationRemoveHint = new("The key keeps its versions and is only rotated manually.", "기존 버전은 유지되며 수동으로만 교체됩니다.");
    public static readonly Text Manual = new("Manual rotation", "수동 교체");
    public static readonly Text ManualHint = new("Creates the next version at once and counts the days to the next automatic rotation anew.", "즉시 다음 버전을 생성하고, 다음 자동 교체 예정일을 다시 계산합니다.");
}
