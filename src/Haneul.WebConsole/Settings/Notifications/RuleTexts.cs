using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>The texts of notification rules.</summary>
internal static class RuleTexts
{
    public static readonly Text Title = new("Notifications", "알림");
    public static readonly Text Lead = new(
        "A rule sends events of the project “{0}” to a webhook within seconds, signed.",
        "규칙에 맞는 “{0}” 프로젝트의 이벤트를 서명과 함께 웹훅으로 수 초 안에 전송합니다.");

    public static readonly Text New = new("Create rule", "규칙 생성");
    public static readonly Text EmptyTitle = new("No rules yet", "알림 규칙이 없습니다");
    public static readonly Text EmptyText = new(
        "Get a message when a secret is deleted, a key is created or a call is refused.",
        "시크릿 삭제, 키 생성, 호출 거부 등의 이벤트를 알림으로 받을 수 있습니다.");

    public static readonly Text Name = new("Name", "이름");
    public static readonly Text NameHint = new("Unique in the project.", "프로젝트 내에서 고유해야 합니다.");
    public static readonly Text Target = new("Webhook", "웹훅");
    public static readonly Text Url = new("Webhook URL", "웹훅 주소");
    public static readonly Text UrlHint = new(
        "Starts with https://. It is stored encrypted, and only its host is shown later.",
        "https://로 시작하는 주소입니다. 암호화되어 저장되며 이후에는 호스트만 표시됩니다.");

    public static readonly Text UrlKeptHint = new("Leave empty to keep the present one ({0}).", "비워 두면 기존 주소를 유지합니다: {0}");
    public static readonly Text Category = new("Scope", "이벤트 범위");
    public static readonly Text OfProject = new("Events of the project", "프로젝트 이벤트");
    public static readonly Text OfOrganisation = new("Events of the organization", "조직 이벤트");
    public static readonly Text Enabled = new("The rule is on", "규칙 활성화");
    public static readonly Text Pattern = new("Conditions", "이벤트 조건");
    public static readonly Text PatternHint = new(
        "An event is sent if it matches one value of every condition that is filled in. Enter one value per line, exactly as Cloud Trail shows it.",
        "입력한 모든 조건에 대해 값 중 하나라도 일치하는 이벤트만 전송합니다. 값은 한 줄에 하나씩, Cloud Trail에 표시되는 그대로 입력하세요.");

    public static readonly Text EventNames = new("Event names", "이벤트 이름");
    public static readonly Text AnyName = new("Any", "전체");
    public static readonly Text EventNamesHint = new("A * at the end matches every name that begins like this; * alone matches every event.", "이름 끝에 *를 붙이면 그 앞의 문자로 시작하는 모든 이벤트와 일치하고, *만 입력하면 모든 이벤트와 일치합니다.");
    public static readonly Text KnownNames = new("Available event names", "사용할 수 있는 이벤트 이름");
    public static readonly Text Services = new("Services", "서비스");
    public static readonly Text Results = new("Results", "결과");
    public static readonly Text Success = new("Success", "성공");
    public static readonly Text Refused = new("Refused", "거부");
    public static readonly Text Failed = new("Failed", "실패");
    public static readonly Text ResourceTypes = new("Resource types", "리소스 유형");
    public static readonly Text ResourceIds = new("Resource IDs", "리소스 ID");
    public static readonly Text UserIds = new("User IDs", "사용자 ID");
    public static readonly Text GaveUp = new("Switched off: failing", "실패로 중지됨");
    public static readonly Text FailingSince = new("Nothing could be delivered since {0}.", "{0}부터 전송하지 못하고 있습니다.");
    public static readonly Text GaveUpText = new(
        "Nothing could be delivered for days, so the server switched the rule off. Fix the webhook and switch the rule on again; it starts with events from then on.",
        "며칠 동안 전송하지 못해 서버가 규칙을 중지했습니다. 웹훅을 복구한 후 다시 활성화하면 그 이후의 이벤트부터 전송합니다.");

    public static readonly Text Skipped = new("Skipped events", "건너뛴 이벤트");
    public static readonly Text SkippedHint = new("Too many deliveries were waiting already.", "대기 중인 전송이 너무 많았습니다.");
    public static readonly Text Created = new("Created", "생성 시각");
    public static readonly Text CreatedBy = new("Created by", "생성자");
    public static readonly Text PreviousSecret = new("Previous secret is valid until", "이전 서명 시크릿 사용 기한");
    public static readonly Text SecretTitle = new("The signing secret of “{0}”", "“{0}”의 서명 시크릿");
    public static readonly Text ShownOnce = new(
        "The signing secret is shown only this once. Pass it to the receiver before you leave this page.",
        "서명 시크릿은 지금 이 화면에서만 확인할 수 있습니다. 페이지를 벗어나기 전에 수신 측에 전달하세요.");

    public static readonly Text Secret = new("Signing secret", "서명 시크릿");
    public static readonly Text Check = new(
        "The receiver computes HMAC-SHA-256 over the timestamp, a dot and the body, keyed with the text of this secret, and compares it with the value after v1= in Haneul-Signature.",
        "수신 측은 이 시크릿을 키로 타임스탬프, 점, 본문을 이은 값의 HMAC-SHA-256을 계산해 Haneul-Signature의 v1= 뒤 값과 비교해야 합니다.");

    public static readonly Text Done = new("I have saved it", "보관했습니다");
    public static readonly Text Edit = new("Change rule “{0}”", "“{0}” 규칙 변경");
    public static readonly Text Saved = new("The rule was saved.", "규칙이 저장되었습니다.");
    public static readonly Text SwitchOn = new("Switch on", "활성화");
    public static readonly Text SwitchOff = new("Switch off", "비활성화");
    public static readonly Text SwitchedOn = new("The rule “{0}” is on.", "“{0}” 규칙이 활성화되었습니다.");
    public static readonly Text SwitchedOff = new("The rule “{0}” is off. Events that happen meanwhile are not sent later.", "“{0}” 규칙이 비활성화되었습니다. 이 동안의 이벤트는 나중에 전송되지 않습니다.");
    public static readonly Text Test = new("Send test message", "테스트 메시지 전송");
    public static readonly Text TestGood = new("The webhook accepted the test message.", "웹훅이 테스트 메시지를 받았습니다.");
    public static readonly Text TestBad = new("The test message did not arrive.", "테스트 메시지가 전달되지 않았습니다.");
    public static readonly Text Rotate = new("New signing secret", "서명 시크릿 교체");
    public static readonly Text RotateTitle = new("New signing secret for “{0}”", "“{0}”의 서명 시크릿 교체");
    public static readonly Text RotateEffect = new(
        "Messages are signed with the new secret at once, and also with the previous one for 24 hours. Give the receiver the new one within that time.",
        "메시지는 즉시 새 시크릿으로 서명되며, 24시간 동안 이전 시크릿으로도 함께 서명됩니다. 그 안에 수신 측의 시크릿을 교체하세요.");

    public static readonly Text DeleteTitle = new("Delete rule “{0}”", "“{0}” 규칙 삭제");
    public static readonly Text DeleteEffect = new("Nothing more is sent, not even deliveries that are waiting. This can't be undone.", "대기 중인 전송을 포함해 더 이상 전송하지 않으며, 되돌릴 수 없습니다.");
    public static readonly Text Deleted = new("The rule “{0}” was deleted.", "“{0}” 규칙이 삭제되었습니다.");
}
