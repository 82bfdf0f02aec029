using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys;

/// <summary>The texts of the list of keys, and of the page of one.</summary>
internal static class KeyTexts
{
    public static readonly Text Title = new("Keys", "키");
    public static readonly Text Lead = new(
        "Keys that encrypt, sign and authenticate for you. They never leave the server.",
        "암호화, 서명, 인증에 사용하는 키를 관리합니다. 키는 서버 밖으로 나가지 않습니다.");

    public static readonly Text UserKeys = new("User keys", "사용자 키");
    public static readonly Text ServiceKeys = new("Service keys", "서비스 키");
    public static readonly Text Kinds = new("Kinds of keys", "키 종류");
    public static readonly Text New = new("Create user key", "사용자 키 생성");
    public static readonly Text EmptyTitle = new("No user keys yet", "사용자 키가 없습니다");
    public static readonly Text EmptyText = new(
        "With a key of your own you encrypt data, sign and verify, or protect secrets. Create the first here, or from a shell:",
        "사용자 키로 데이터를 암호화하고, 서명하고 검증하며, 시크릿을 보호할 수 있습니다. 여기에서 생성하거나 셸에서 다음과 같이 생성할 수 있습니다.");

    public static readonly Text NothingTitle = new("No matching keys", "조건에 맞는 키가 없습니다");
    public static readonly Text Nothing = new("No key in this project matches your search.", "이 프로젝트에 검색 조건과 일치하는 키가 없습니다.");
    public static readonly Text ShowAll = new("Show all keys", "모든 키 보기");
    public static readonly Text Search = new("Search", "검색");
    public static readonly Text SearchFor = new("Name or ID", "이름 또는 ID");
    public static readonly Text SearchCut = new(
        "Parts of names were looked for in the first {0} of {1} keys only. A whole name or an ID finds every key; or narrow the list with the other filters.",
        "전체 {1}개 중 처음 {0}개 키에서만 이름의 일부를 검색했습니다. 이름 전체나 ID를 입력하거나 다른 조건으로 범위를 좁히면 모든 키를 찾을 수 있습니다.");

    public static readonly Text Any = new("Any", "전체");
    public static readonly Text Name = new("Name", "이름");
    public static readonly Text Id = new("Key ID", "키 ID");
    public static readonly Text Description = new("Description", "설명");
    public static readonly Text Status = new("State", "상태");
    public static readonly Text Type = new("Type", "유형");
    public static readonly Text Purpose = new("Usage", "용도");
    public static readonly Text Algorithm = new("Algorithm", "알고리즘");
    public static readonly Text DefaultVersion = new("Default version", "기본 버전");
    public static readonly Text Versions = new("Versions", "버전");
    public static readonly Text VersionsOf = new("{0} not destroyed (at most {1})", "파기되지 않은 버전 {0}개 (최대 {1}개)");
    public static readonly Text AccessControl = new("Access control", "접근 제어");
    public static readonly Text Access = new("Your access", "내 접근 권한");
    public static readonly Text Rotation = new("Automatic rotation", "자동 교체");
    public static readonly Text EveryDay = new("Every day", "매일");
    public static readonly Text EveryDays = new("Every {0} days", "{0}일마다");
    public static readonly Text NotInUse = new("Not in use", "사용 안 함");
    public static readonly Text LastRotation = new("Last rotation", "마지막 교체 일시");
    public static readonly Text NextRotation = new("Next rotation", "다음 교체 예정 일시");
    public static readonly Text NotYet = new("Not rotated yet", "교체 이력 없음");
    public static readonly Text Created = new("Created", "생성 일시");
    public static readonly Text CreatedBy = new("Created by", "생성자");
    public static readonly Text Owner = new("Owner", "소유자");
    public static readonly Text On = new("On", "사용");
    public static readonly Text Off = new("Off", "사용 안 함");
    public static readonly Text Yes = new("Allowed", "허용");
    public static readonly Text Locked = new("No access", "접근 불가");
    public static readonly Text LockedHint = new(
        "Access control is on for this key, and you are neither its owner nor on its list. You can see its details, but not use or change it.",
        "접근 제어가 설정된 키이며, 소유자도 허용 대상도 아니므로 키의 정보만 확인할 수 있습니다.");

    public static readonly Text PreActivation = new("Pre-activation", "활성화 전");
    public static readonly Text Active = new("Active", "활성");
    public static readonly Text Deactivated = new("Deactivated", "비활성");
    public static readonly Text Scheduled = new("Destruction scheduled", "파기 예정");
    public static readonly Text Destroyed = new("Destroyed", "파기됨");
    public static readonly Text Symmetric = new("Symmetric", "대칭");
    public static readonly Text Asymmetric = new("Asymmetric", "비대칭");
    public static readonly Text Encryption = new("Encryption and decryption", "암호화 및 복호화");
    public static readonly Text SymmetricEncryption = new("Encryption and decryption (symmetric)", "암호화 및 복호화 (대칭)");
    public static readonly Text AsymmetricEncryption = new("Encryption and decryption (asymmetric)", "암호화 및 복호화 (비대칭)");
    public static readonly Text Signature = new("Signing and verification", "서명 및 검증");
    public static readonly Text Hmac = new("Creating and verifying HMAC", "HMAC 생성 및 검증");

    public static readonly Text NeedsProject = new("Choose a project first.", "먼저 프로젝트를 선택하세요.");
    public static readonly Text NeedsRole = new(
        "This takes another role in the project. KMS Manager and Project Admin manage keys; KMS User and Project Member use them.",
        "프로젝트에서 다른 역할이 필요합니다. 키 관리는 KMS 매니저와 프로젝트 관리자, 키 사용은 KMS 사용자와 프로젝트 멤버가 할 수 있습니다.");

    public static readonly Text Sections = new("Sections of the key", "키 메뉴");
    public static readonly Text TabDetails = new("Details", "상세 정보");
    public static readonly Text TabRotation = new("Rotation", "교체");
    public static readonly Text TabTry = new("Try it out", "사용해 보기");
    public static readonly Text Activate = new("Activate", "활성화");
    public static readonly Text RotateNow = new("Rotate now", "지금 교체");
    public static readonly Text PreActivationHint = new(
        "This key has no version yet and can't be used. Activating it creates version 1.",
        "아직 버전이 없어 사용할 수 없는 키입니다. 활성화하면 버전 1이 생성됩니다.");

    public static readonly Text DeactivatedHint = new(
        "No version of this key is active, so it can't be used. A new version makes the key usable again; a deactivated version can't be activated again.",
        "활성 버전이 없어 사용할 수 없는 키입니다. 새 버전을 생성하면 다시 사용할 수 있지만, 비활성화된 버전은 다시 활성화할 수 없습니다.");

    public static readonly Text PublicKey = new("Public key", "공개 키");
    public static readonly Text PublicKeyEncrypts = new(
        "The public key of version {0}, the default version. Anyone who has it can encrypt for this key without the server.",
        "기본 버전인 버전 {0}의 공개 키입니다. 서버를 거치지 않고 이 키로 복호화할 데이터를 암호화할 수 있습니다.");

    public static readonly Text PublicKeyVerifies = new(
        "The public key of version {0}, the default version. Anyone who has it can verify signatures of that version without the server.",
        "기본 버전인 버전 {0}의 공개 키입니다. 서버를 거치지 않고 해당 버전의 서명을 검증할 수 있습니다.");

    public static readonly Text Download = new("Download PEM", "PEM 다운로드");
    public static readonly Text UsesTitle = new("Secrets under this key", "이 키로 보호되는 시크릿");
    public static readonly Text UsesNone = new("No secret uses this key.", "이 키를 지정한 시크릿이 없습니다.");
    public static readonly Text UsesOne = new("One secret uses this key.", "시크릿 1개가 이 키를 사용합니다.");
    public static readonly Text UsesMany = new("{0} secrets use this key.", "시크릿 {0}개가 이 키를 사용합니다.");
    public static readonly Text UsesMore = new("and {0} more", "외 {0}개");
    public static readonly Text UsesHint = new(
        "Their values can be read only while the versions that protect them are active.",
        "값을 보호하는 키 버전이 활성 상태일 때만 시크릿의 값을 조회할 수 있습니다.");

    public static readonly Text Events = new("All events of this key", "이 키의 모든 이벤트");

    public static readonly Text DeleteTitle = new("Delete key {0}", "키 {0} 삭제");
    public static readonly Text DeleteEffect = new(
        "The key and everything known about it are deleted for good. Nothing can be decrypted or verified with it any more. This can't be undone.",
        "키와 관련 정보가 영구히 삭제됩니다. 이 키로 복호화하거나 검증할 수 없게 되며, 되돌릴 수 없습니다.");

    public static readonly Text DeleteNotYet = new("This key can't be deleted yet", "아직 삭제할 수 없는 키입니다");
    public static readonly Text DeleteVersions = new(
        "Not all versions are destroyed yet ({0} left). Deleting the key now would make everything they encrypted unreadable, so schedule their destruction first: until it happens you can cancel it.",
        "파기되지 않은 버전이 {0}개 있습니다. 바로 삭제하면 암호화한 데이터를 복구할 수 없으므로, 먼저 유예 기간을 두고 버전을 파기해야 합니다.");

    public static readonly Text DeleteUsed = new("It still protects secrets. Give them another key, or destroy their versions.", "아직 이 키로 보호되는 시크릿이 있습니다. 시크릿의 키를 변경하거나 해당 버전을 파기하세요.");
    public static readonly Text DestroyAll = new("Schedule destruction of all versions", "모든 버전 파기 예약");
    public static readonly Text Deleted = new("The key {0} is deleted.", "키 {0}이(가) 삭제되었습니다.");
}
