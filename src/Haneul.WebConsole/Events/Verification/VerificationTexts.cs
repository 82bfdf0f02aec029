using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>The texts of the trail's evidence.</summary>
internal static class VerificationTexts
{
    public static readonly Text Title = new("Trail integrity", "트레일 무결성 검증");
    public static readonly Text Lead = new("Events are chained and sealed, so that any event changed, removed or inserted in the database is detected.", "이벤트는 체인으로 연결되고 봉인되므로 데이터베이스에서 변경, 삭제, 삽입된 내용을 찾아낼 수 있습니다.");
    public static readonly Text Refused = new("Only administrators of the installation may verify the trail.", "트레일 검증은 설치 관리자만 사용할 수 있습니다.");
    public static readonly Text Short = new("Verification", "무결성 검증");
    public static readonly Text BadgeSound = new("Trail verified {0}", "트레일 검증됨 · {0}");
    public static readonly Text BadgeDamaged = new("Trail damaged", "트레일 손상 발견");
    public static readonly Text BadgeRunning = new("Trail is being verified", "트레일 검증 중");
    public static readonly Text BadgeFailed = new("Verification failed", "트레일 검증 실패");
    public static readonly Text BadgeNone = new("Trail not verified yet", "트레일 미검증");

    public static readonly Text Sound = new("Intact", "이상 없음");
    public static readonly Text Damaged = new("Damaged", "손상됨");
    public static readonly Text Running = new("Running", "검증 중");
    public static readonly Text Failed = new("Not completed", "완료되지 않음");

    public static readonly Text SoundText = new("Everything is exactly as it was written (events: {0}, chains: {1}, checkpoints: {2}).", "모든 이벤트가 기록된 그대로입니다. 이벤트 {0}건, 체인 {1}개, 체크포인트 {2}개를 확인했습니다.");
    public static readonly Text DamagedText = new("Places that are not as they were written: {0}. Preserve the database and its backups, and find out who was able to write to it.", "기록된 내용과 다른 곳이 {0}개 있습니다. 데이터베이스와 백업을 그대로 보존하고 쓰기 권한이 있었던 사람을 확인하세요.");
    public static readonly Text RunningText = new("{0} events examined so far. Reload the page to see the progress.", "지금까지 이벤트 {0}건을 확인했습니다. 진행 상황을 보려면 페이지를 새로 고치세요.");
    public static readonly Text FailedText = new("The verification did not finish: the server stopped, or the database was unreachable. This says nothing about the trail. Start it again.", "서버가 중지되었거나 데이터베이스에 연결할 수 없어 검증이 완료되지 않았습니다. 트레일의 상태와는 무관하니 다시 시작하세요.");
    public static readonly Text NoneText = new("The trail has not been verified yet. The server does this by itself once a day.", "아직 검증된 적이 없습니다. 서버가 하루에 한 번 자동으로 검증합니다.");
    public static readonly Text FirstDamage = new("First damage", "첫 번째 손상");
    public static readonly Text Place = new("Place", "위치");
    public static readonly Text PlaceOf = new("chain {0}, number {1}", "체인 {0}, 번호 {1}");

    public static readonly Text Start = new("Verify now", "지금 검증");
    public static readonly Text StartText = new("Examines every event, segment, chain and checkpoint, in the background. Only one verification runs at a time.", "모든 이벤트, 세그먼트, 체인, 체크포인트를 검사합니다. 백그라운드에서 진행되며 한 번에 하나만 실행됩니다.");
    public static readonly Text Checkpoint = new("Compare with a checkpoint kept elsewhere", "외부에 보관한 체크포인트와 비교");
    public static readonly Text CheckpointHint = new("Paste the content of its file. This also detects a trail whose end was cut off, or a database that was rolled back.", "체크포인트 파일의 내용입니다. 입력하면 끝이 잘린 트레일이나 과거로 되돌린 데이터베이스도 찾아낼 수 있습니다.");
    public static readonly Text NotACheckpoint = new("This is not the content of a checkpoint file.", "체크포인트 파일의 내용이 아닙니다.");
    public static readonly Text Started = new("The verification has begun.", "검증을 시작했습니다.");
    public static readonly Text AlreadyRunning = new("A verification is running already.", "이미 검증이 진행 중입니다.");

    public static readonly Text Runs = new("Verifications", "검증 기록");
    public static readonly Text StartedAt = new("Started", "시작 시간");
    public static readonly Text State = new("Result", "결과");
    public static readonly Text Took = new("Took", "소요 시간");
    public static readonly Text Examined = new("Events examined", "검사한 이벤트");
    public static readonly Text Damages = new("Damaged places", "손상된 위치");
    public static readonly Text Seconds = new("{0} s", "{0}초");

    public static readonly Text Checkpoints = new("Checkpoints", "체크포인트");
    public static readonly Text CheckpointsText = new(
        "Signed statements of where the trail stood. Keep one, together with the public key, where nobody who can write to the database has access.",
        "특정 시점의 트레일 상태에 서명한 기록입니다. 데이터베이스에 쓸 수 있는 사람이 접근할 수 없는 곳에 공개 키와 함께 보관하세요.");

    public static readonly Text NoCheckpoints = new("No checkpoints yet", "아직 체크포인트가 없습니다");
    public static readonly Text NoCheckpointsText = new("The server creates one within ten minutes of new events.", "이벤트가 발생하면 서버가 10분 이내에 체크포인트를 만듭니다.");
    public static readonly Text Number = new("Number", "번호");
    public static readonly Text CreatedAt = new("Created", "생성 시간");
    public static readonly Text KeyId = new("Signed with key", "서명 키");
    public static readonly Text File = new("File", "파일");
    public static readonly Text Download = new("Download", "다운로드");
    public static readonly Text DownloadNumber = new("Download checkpoint {0}", "체크포인트 {0} 다운로드");
    public static readonly Text DownloadKey = new("Download the public key", "공개 키 다운로드");
    public static readonly Text Older = new("Older checkpoints", "이전 체크포인트");
    public static readonly Text Newest = new("Newest checkpoints", "최신 체크포인트");
}
