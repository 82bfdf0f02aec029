using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys.ServiceKeys;

/// <summary>The texts of service keys.</summary>
internal static class ServiceKeyTexts
{
    public static readonly Text Lead = new(
        "Data without a user key is protected by a service key, one for each service and project. It is rotated once a year, and whenever you ask for it.",
        "서비스는 사용자 키를 지정하지 않은 데이터를 프로젝트별 서비스 키로 보호합니다. 서비스 키는 1년마다 자동으로, 또는 요청할 때 교체됩니다.");

    public static readonly Text EmptyTitle = new("No service keys yet", "서비스 키가 없습니다");
    public static readonly Text EmptyText = new(
        "A service creates its key when it first needs one, for example for the first secret without a user key:",
        "서비스 키는 서비스가 처음 필요로 할 때 생성됩니다. 예를 들어 키를 지정하지 않은 첫 시크릿을 만들 때 생성됩니다.");

    public static readonly Text Service = new("Service", "서비스");
    public static readonly Text Term = new("Version", "버전");
    public static readonly Text OldTerms = new("Older versions kept", "보관 중인 이전 버전");
    public static readonly Text Progress = new("Rotation", "교체 상태");
    public static readonly Text Never = new("Never rotated", "교체 이력 없음");
    public static readonly Text Running = new("Running", "진행 중");
    public static readonly Text Finished = new("Finished", "완료");
    public static readonly Text Done = new("Data keys re-encrypted", "다시 보호한 데이터 키");
    public static readonly Text DoneOf = new("{0} of {1}", "전체 {1}개 중 {0}개");
    public static readonly Text Failed = new("Damaged data keys, left as they are", "열 수 없어 그대로 둔 데이터 키");
    public static readonly Text FailedHint = new(
        "Some data keys are damaged. Ask an administrator to look at the log; older versions of the key are kept for them.",
        "손상된 데이터 키가 있습니다. 관리자에게 로그 확인을 요청하세요. 이를 위해 이전 버전의 키가 보관됩니다.");

    public static readonly Text Started = new("Started", "시작 일시");
    public static readonly Text Ended = new("Finished", "완료 일시");
    public static readonly Text Refresh = new("Refresh", "새로 고침");
    public static readonly Text RotateTitle = new("Rotate the key of {0}", "{0} 서비스 키 교체");
    public static readonly Text RotateEffect = new(
        "New data is protected with the next version at once. Existing data is re-encrypted in the background and can be read all the time.",
        "새 데이터는 바로 다음 버전으로 보호됩니다. 기존 데이터는 백그라운드에서 다시 보호되며, 그동안에도 계속 조회할 수 있습니다.");

    public static readonly Text Rotating = new("The key of {0} is being rotated.", "{0} 서비스 키 교체를 시작했습니다.");
}
