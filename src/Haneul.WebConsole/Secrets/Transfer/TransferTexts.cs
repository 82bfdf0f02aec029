using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Secrets.Transfer;

/// <summary>The texts of imports and exports.</summary>
internal static class TransferTexts
{
    public static readonly Text ImportTitle = new("Import secrets", "시크릿 가져오기");
    public static readonly Text ImportLead = new("Either all entries of a file are stored, or none.", "파일의 모든 항목이 저장되거나, 하나도 저장되지 않습니다.");
    public static readonly Text Format = new("Format", "형식");
    public static readonly Text Dotenv = new(".env (NAME=value)", ".env (이름=값)");
    public static readonly Text Bundle = new("Bundle of another Haneul (encrypted)", "다른 하늘 서버의 번들(암호화됨)");
    public static readonly Text BundleOut = new("Bundle for another Haneul (encrypted, all versions)", "다른 하늘 서버용 번들(암호화, 모든 버전)");
    public static readonly Text Vault = new("Output of vault kv get -format=json", "vault kv get -format=json 출력");
    public static readonly Text File = new("File", "파일");
    public static readonly Text FileHint = new("At most {0}. It is read once and kept nowhere.", "최대 {0}까지 가능합니다. 파일은 한 번만 읽고 따로 보관하지 않습니다.");
    public static readonly Text FileAgain = new("Choose the file again: browsers don't keep it.", "파일을 다시 선택하세요. 브라우저는 선택한 파일을 유지하지 않습니다.");
    public static readonly Text FileTooLarge = new("That is too large: {0} are taken at most, and less of what needs escapes.", "파일이 너무 큽니다. 최대 {0}까지 가져올 수 있으며, 이스케이프가 필요한 문자가 많으면 더 작아야 합니다.");
    public static readonly Text NotText = new("That is no text file in UTF-8.", "UTF-8 텍스트 파일이 아닙니다.");
    public static readonly Text OneOfTwo = new("Choose a file or paste its content, not both.", "파일 선택과 내용 붙여넣기 중 하나만 사용하세요.");
    public static readonly Text NothingGiven = new("Choose a file above, or paste its content here.", "위에서 파일을 선택하거나 내용을 붙여 넣으세요.");
    public static readonly Text Content = new("Or the content of the file", "또는 파일 내용");
    public static readonly Text ContentHint = new("Paste it here. It is not shown again once sent.", "내용을 붙여 넣으세요. 전송된 내용은 페이지에 다시 표시되지 않습니다.");
    public static readonly Text ContentAgain = new("Paste the content again: what was sent is not shown again.", "내용을 다시 붙여 넣으세요. 전송된 내용은 페이지에 다시 표시되지 않습니다.");
    public static readonly Text ContentWrong = new("The content is not of this format, or the password is wrong.", "내용이 선택한 형식과 맞지 않거나 비밀번호가 올바르지 않습니다.");
    public static readonly Text Prefix = new("Name prefix", "이름 접두사");
    public static readonly Text PrefixHint = new("Put before the name of each secret, for example app/.", "각 시크릿 이름 앞에 붙습니다(예: app/).");
    public static readonly Text PrefixOutHint = new("Exports only secrets whose names begin with it; the prefix is removed from the names.", "이름이 이 접두사로 시작하는 시크릿만 내보내며 접두사는 제외됩니다.");
    public static readonly Text Collision = new("If a name is taken", "같은 이름이 있는 경우");
    public static readonly Text Fail = new("Store nothing", "전체 가져오기 중단");
    public static readonly Text Skip = new("Skip the entry", "항목 건너뛰기");
    public static readonly Text NewVersion = new("Store a new version", "새 버전으로 저장");
    public static readonly Text Rename = new("Choose another name", "다른 이름 사용");
    public static readonly Text Password = new("Bundle password", "번들 비밀번호");
    public static readonly Text PasswordHint = new("For bundles only, at least 12 characters.", "번들에만 필요하며 12자 이상이어야 합니다.");
    public static readonly Text PasswordNeeded = new("A bundle needs a password of at least 12 characters.", "번들에는 12자 이상의 비밀번호가 필요합니다.");
    public static readonly Text Trial = new("Trial run: store nothing, and show what would happen to each entry", "시험 실행: 저장하지 않고 항목별 결과만 표시");
    public static readonly Text ImportButton = new("Import", "가져오기");
    public static readonly Text Imported = new("{0} entries: {1} new secrets, {2} new versions, {3} skipped.", "항목 {0}개: 새 시크릿 {1}개, 새 버전 {2}개, 건너뜀 {3}개");
    public static readonly Text TrialTitle = new("Result of the trial run", "시험 실행 결과");
    public static readonly Text Entry = new("Entry", "항목");
    public static readonly Text Secret = new("Secret", "시크릿");
    public static readonly Text Result = new("Result", "결과");
    public static readonly Text Created = new("New secret", "새 시크릿");
    public static readonly Text Versioned = new("New version", "새 버전");
    public static readonly Text Skipped = new("Skipped", "건너뜀");
    public static readonly Text Failed = new("Can't be stored", "저장할 수 없음");

    public static readonly Text ExportTitle = new("Export secrets", "시크릿 내보내기");
    public static readonly Text ExportLead = new("Download a file with the values of your secrets, to keep or to move them.", "시크릿 값을 파일로 내려받습니다.");
    public static readonly Text ExportWarning = new(
        "Every format but the bundle contains the values in plain text. Each exported value is recorded in Cloud Trail. Delete the file when you no longer need it.",
        "번들을 제외한 형식에는 값이 평문으로 포함됩니다. 내보낸 모든 값은 Cloud Trail에 기록됩니다. 사용 후 파일을 삭제하세요.");

    public static readonly Text ExportButton = new("Download the file", "파일 다운로드");
}
