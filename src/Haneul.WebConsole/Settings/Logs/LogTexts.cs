using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Settings.Logs;

/// <summary>The texts of log storage.</summary>
internal static class LogTexts
{
    public static readonly Text Title = new("Log storage", "로그 저장");
    public static readonly Text Lead = new(
        "Writes the events of the project “{0}” to a bucket or a folder as JSON Lines, to keep them beyond the retention of the trail.",
        "“{0}” 프로젝트의 이벤트를 JSON Lines로 버킷이나 폴더에 저장해 보관 기간이 지난 후에도 유지합니다.");

    public static readonly Text Change = new("Change log storage", "로그 저장 변경");
    public static readonly Text SetUp = new("Set up log storage", "로그 저장 설정");
    public static readonly Text EmptyTitle = new("Events of this project are not archived", "로그 저장이 설정되지 않았습니다");
    public static readonly Text EmptyText = new(
        "The trail keeps events for a limited time. Log storage also writes each event to exactly one object in a bucket of any S3-compatible service.",
        "이벤트는 트레일 보관 기간 동안만 검색할 수 있습니다. 로그 저장을 사용하면 각 이벤트가 S3 호환 버킷의 오브젝트 하나에 저장됩니다.");

    public static readonly Text Retention = new("Events are kept", "이벤트 보관 기간");
    public static readonly Text SearchWindow = new("Searches go back", "검색 가능 기간");
    public static readonly Text RetentionHint = new("Set by the operator of the server.", "서버 운영자가 설정합니다.");
    public static readonly Text Kept = new("Retention of the trail", "트레일 보관 기간");
    public static readonly Text Target = new("Target", "저장 위치");
    public static readonly Text Folder = new("The folder of the server's operator", "서버 운영자가 지정한 폴더");
    public static readonly Text Bucket = new("S3-compatible bucket", "S3 호환 버킷");
    public static readonly Text Endpoint = new("Endpoint", "엔드포인트");
    public static readonly Text EndpointHint = new("Without a path, for example https://objectstorage.example.org", "경로 없이 입력하세요. 예: https://objectstorage.example.org");
    public static readonly Text Region = new("Region", "리전");
    public static readonly Text BucketName = new("Bucket", "버킷");
    public static readonly Text KeyId = new("Access key ID", "액세스 키 ID");
    public static readonly Text Secret = new("Secret access key", "보안 액세스 키");
    public static readonly Text SecretHint = new("Encrypted in the database and never shown again.", "데이터베이스에 암호화되어 저장되며 다시 표시되지 않습니다.");
    public static readonly Text SecretKeptHint = new("Leave empty to keep the present key, as long as nothing else about the bucket changes.", "버킷 정보를 변경하지 않는 경우 비워 두면 기존 키를 유지합니다.");
    public static readonly Text Interval = new("Write interval", "저장 주기");
    public static readonly Text Hourly = new("Every hour", "1시간마다");
    public static readonly Text TenMinutes = new("Every ten minutes", "10분마다");
    public static readonly Text Format = new("Object format", "오브젝트 형식");
    public static readonly Text Organisation = new("Include events of the organization", "조직 이벤트도 저장");
    public static readonly Text OrganisationHint = new("You need permission to read them.", "조직 이벤트 조회 권한이 필요합니다.");
    public static readonly Text LastWrite = new("Last written", "마지막 저장");
    public static readonly Text LastObject = new("Last object", "마지막 오브젝트");
    public static readonly Text NextWrite = new("Next write", "다음 저장");
    public static readonly Text NothingYet = new("Nothing yet", "아직 없음");
    public static readonly Text EnabledSince = new("On since", "활성화 시각");
    public static readonly Text Problem = new("The last write failed ({0})", "마지막 저장이 실패했습니다({0})");
    public static readonly Text Retried = new("Nothing is lost: the server retries until it succeeds.", "이벤트는 유실되지 않으며 성공할 때까지 다시 시도합니다.");
    public static readonly Text Test = new("Write a test object", "테스트 오브젝트 저장");
    public static readonly Text TestGood = new("The test object {0} was written.", "테스트 오브젝트 {0}을(를) 저장했습니다.");
    public static readonly Text TestBad = new("The test object {0} could not be written.", "테스트 오브젝트 {0}을(를) 저장하지 못했습니다.");
    public static readonly Text Disable = new("Switch off", "비활성화");
    public static readonly Text DisableTitle = new("Switch off log storage", "로그 저장 비활성화");
    public static readonly Text DisableEffect = new(
        "From now on no events are written, and the bucket and its key are forgotten. Objects already written stay. Events not written yet remain on the trail only.",
        "지금부터 이벤트가 저장되지 않으며 버킷과 키 정보가 삭제됩니다. 이미 저장된 오브젝트는 유지되고, 아직 저장되지 않은 이벤트는 트레일에만 남습니다.");

    public static readonly Text Disabled = new("Log storage is off.", "로그 저장이 비활성화되었습니다.");
    public static readonly Text Saved = new("Log storage is set up. Write a test object to check that it works.", "로그 저장이 설정되었습니다. 테스트 오브젝트를 저장해 동작을 확인하세요.");

    private static readonly Dictionary<string, Text> Errors = new(StringComparer.Ordinal)
    {
        ["TRAIL_400-001"] = new("The access key was changed or deleted. Set the new key.", "액세스 키가 변경되었거나 삭제되었습니다. 새 키를 설정하세요."),
        ["TRAIL_400-002"] = new("The access key has no permission on the bucket. Grant access to it.", "액세스 키에 버킷 권한이 없습니다. 권한을 부여하세요."),
        ["TRAIL_400-003"] = new("The bucket does not exist. Create it, or choose another.", "버킷이 없습니다. 버킷을 생성하거나 다른 버킷을 지정하세요."),
        ["TRAIL_999-001"] = new(
            "The target does not answer, or the server may not connect to it. The operator finds the cause in the server's log.",
            "저장 위치가 응답하지 않거나 서버가 연결할 수 없습니다. 서버 운영자가 서버 로그에서 원인을 확인할 수 있습니다."),
    };

    /// <summary>What a failed attempt means (docs/log-storage.md).</summary>
    public static Text OfError(string code) => Errors.GetValueOrDefault(code, Errors["TRAIL_999-001"]);
}
