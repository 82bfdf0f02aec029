using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Settings.Installation;

/// <summary>The texts of how the installation stands.</summary>
internal static class InstallationTexts
{
    public static readonly Text Title = new("Installation", "설치 정보");
    public static readonly Text Lead = new("The state of this server and its parts, across all organizations.", "모든 조직이 함께 사용하는 서버와 각 구성 요소의 상태입니다.");
    public static readonly Text OnlyAdministrators = new(
        "This page is for administrators of the installation (role admin).",
        "이 페이지는 설치 관리자(admin 역할)만 볼 수 있습니다.");

    public static readonly Text Attention = new("Needs attention", "확인 필요");
    public static readonly Text Failed = new("Failed", "이상");
    public static readonly Text Server = new("Server", "서버");
    public static readonly Text Version = new("Version", "버전");
    public static readonly Text Node = new("Host", "호스트");
    public static readonly Text Started = new("Started", "시작 시각");
    public static readonly Text Region = new("Region", "리전");
    public static readonly Text Database = new("Database", "데이터베이스");
    public static readonly Text Engine = new("Engine", "엔진");
    public static readonly Text Size = new("Size", "크기");
    public static readonly Text Keys = new("Root key and service keys", "루트 키와 서비스 키");
    public static readonly Text KeysHint = new(
        "Confidential data is encrypted with data keys, these with service keys, and these with the root key.",
        "기밀 데이터는 데이터 키로, 데이터 키는 서비스 키로, 서비스 키는 루트 키로 보호됩니다.");

    public static readonly Text Fingerprint = new("Fingerprint of the root key", "루트 키 지문");
    public static readonly Text PreviousFingerprint = new("Root key being replaced", "교체 중인 이전 루트 키");
    public static readonly Text RootRotation = new("Rotation of the root key", "루트 키 교체");
    public static readonly Text NoRotation = new("None in progress", "진행 중인 교체 없음");
    public static readonly Text ServiceKeysLeft = new("{0} service keys left to re-wrap", "재암호화 대기 서비스 키 {0}개");
    public static readonly Text ServiceRotation = new("Rotation of service keys", "서비스 키 교체");
    public static readonly Text ServiceRotating = new("{0} in progress, {1} data keys left", "{0}개 진행 중, 데이터 키 {1}개 남음");
    public static readonly Text DataKeysFailed = new("Data keys that can't be opened", "열리지 않은 데이터 키");
    public static readonly Text Jobs = new("Background work", "예약 작업");
    public static readonly Text Planned = new("Planned", "예약됨");
    public static readonly Text Due = new("Due or running", "실행 대기 및 실행 중");
    public static readonly Text Failing = new("Retrying after a failure", "실패 후 재시도 중");
    public static readonly Text Parked = new("Given up", "중단됨");
    public static readonly Text Trail = new("Cloud Trail", "Cloud Trail");
    public static readonly Text Chains = new("Chains of events", "이벤트 체인");
    public static readonly Text ChainsHeld = new("{0} ({1} in use)", "{0}개(사용 중 {1}개)");
    public static readonly Text Sealed = new("Last sealed", "마지막 봉인");
    public static readonly Text Retention = new("Events are kept", "이벤트 보관 기간");
    public static readonly Text SearchWindow = new("Searches go back", "검색 가능 기간");
    public static readonly Text Checkpoint = new("Last checkpoint", "마지막 체크포인트");
    public static readonly Text Verification = new("Last verification", "마지막 검증");
    public static readonly Text Verifying = new("A verification is running.", "검증이 진행 중입니다.");
    public static readonly Text Sound = new("Intact", "이상 없음");
    public static readonly Text Damaged = new("Damaged", "손상됨");
    public static readonly Text NotFinished = new("Did not finish", "완료되지 않음");
    public static readonly Text Examined = new("{0} events examined", "이벤트 {0}개 확인");
    public static readonly Text Never = new("Never", "아직 없음");
    public static readonly Text LogStorage = new("Log storage", "로그 저장");
    public static readonly Text Projects = new("Projects in use", "사용 중인 프로젝트");
    public static readonly Text FailingProjects = new("Failing", "저장 실패 프로젝트");
    public static readonly Text LastWrite = new("Last written", "마지막 저장");
    public static readonly Text FolderOffered = new("Folder offered to projects", "프로젝트에 폴더 제공");
    public static readonly Text Notifications = new("Notifications", "알림");
    public static readonly Text Rules = new("Active rules", "활성 규칙");
    public static readonly Text FailingRules = new("Failing", "전송 실패 규칙");
    public static readonly Text GivenUp = new("Switched off after failures", "실패로 중지된 규칙");
    public static readonly Text Waiting = new("Waiting messages", "대기 중인 메시지");
    public static readonly Text Health = new("Health and metrics", "상태 확인과 메트릭");
    public static readonly Text Healthz = new("Answers 200 while the process runs.", "프로세스가 동작하면 200을 반환합니다.");
    public static readonly Text Readyz = new("Answers 200 while the server accepts writes.", "쓰기를 처리할 수 있으면 200을 반환합니다.");
    public static readonly Text Metrics = new("Metrics (Prometheus)", "메트릭(Prometheus)");
    public static readonly Text MetricsLocal = new("Served on the main address, as long as that is on loopback only.", "기본 주소가 루프백 전용이면 기본 주소에서 제공됩니다.");
    public static readonly Text AtLeast = new("{0} or more", "{0}개 이상");

    private static readonly Dictionary<string, Text> Problems = new(StringComparer.Ordinal)
    {
        ["jobs_parked"] = new("Some work failed so often that it was given up. See the log for the cause.", "반복된 실패로 중단된 작업이 있습니다. 로그에서 원인을 확인하세요."),
        ["jobs_failing"] = new("Some work failed and is being retried.", "실패 후 다시 시도 중인 작업이 있습니다."),
        ["root_key_missing"] = new("The server does not have the root key of the database. Start it with the right one.", "데이터베이스를 보호하는 루트 키가 서버에 없습니다. 올바른 루트 키로 서버를 시작하세요."),
        ["data_keys_damaged"] = new("Some data keys could not be opened for re-wrapping.", "재암호화 중 열리지 않은 데이터 키가 있습니다."),
        ["trail_damaged"] = new("The last verification found the trail damaged: events were changed or removed in the database.", "마지막 검증에서 트레일 손상이 발견되었습니다. 데이터베이스에서 이벤트가 변경되거나 삭제되었습니다."),
        ["trail_verification_failed"] = new("The last verification did not finish.", "마지막 검증이 완료되지 않았습니다."),
        ["trail_verification_overdue"] = new("The trail has not been verified for too long.", "트레일 검증이 예정보다 늦어지고 있습니다."),
        ["log_storage_failing"] = new("Log storage can't write the events of some projects.", "이벤트 로그를 저장하지 못한 프로젝트가 있습니다."),
        ["notifications_failing"] = new("Notifications of some rules are not delivered.", "알림 메시지가 전달되지 않는 규칙이 있습니다."),
    };

    /// <summary>What a problem is.</summary>
    public static Text OfProblem(string code) => Problems.GetValueOrDefault(code, Text.Same(code));

    /// <summary>How a verification ended.</summary>
    public static Text OfVerification(string status) => status switch
    {
        "sound" => Sound,
        "damaged" => Damaged,
        _ => NotFinished,
    };
}
