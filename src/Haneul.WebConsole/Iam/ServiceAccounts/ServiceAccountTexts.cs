using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.ServiceAccounts;

/// <summary>The texts of service accounts.</summary>
internal static class ServiceAccountTexts
{
    public static readonly Text Title = new("Service accounts", "서비스 계정");
    public static readonly Text Lead = new("Accounts for programs in the project {0}. They have no password and authenticate with access keys.", "{0} 프로젝트의 프로그램용 계정입니다. 비밀번호가 없으며 액세스 키로 인증합니다.");
    public static readonly Text New = new("Create service account", "서비스 계정 생성");
    public static readonly Text EmptyTitle = new("No service accounts yet", "서비스 계정이 없습니다");
    public static readonly Text EmptyText = new(
        "Give each program its own, so that you can turn off one without touching the others. With curl:",
        "프로그램마다 서비스 계정을 따로 사용하면 다른 프로그램에 영향을 주지 않고 하나만 비활성화할 수 있습니다. curl로 생성하려면:");

    public static readonly Text NameHint = new(
        "Lower-case letters, digits and hyphens, beginning with a letter. The whole name will be NAME-{0}@kc.serviceaccount.com.",
        "영문 소문자, 숫자, 하이픈을 사용하고 영문자로 시작하세요. 전체 이름은 {{이름}}-{0}@kc.serviceaccount.com 형식입니다.");

    public static readonly Text NameWrong = new("Use lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen.", "영문 소문자, 숫자, 하이픈만 사용하고 영문자로 시작해야 하며 하이픈으로 끝날 수 없습니다.");
    public static readonly Text RolesHint = new("What the service account may do in the project. Roles can be changed later.", "서비스 계정이 프로젝트에서 수행할 수 있는 작업을 정합니다. 나중에 변경할 수 있습니다.");
    public static readonly Text Created = new("The service account {0} was created. Create an access key for it next.", "{0} 서비스 계정이 생성되었습니다. 액세스 키를 생성하세요.");
    public static readonly Text EditTitle = new("Edit service account {0}", "{0} 서비스 계정 수정");
    public static readonly Text Saved = new("The service account {0} was saved.", "{0} 서비스 계정이 저장되었습니다.");
    public static readonly Text Active = new("Active", "활성");
    public static readonly Text Inactive = new("Inactive", "비활성");
    public static readonly Text Activate = new("Activate", "활성화");
    public static readonly Text Deactivate = new("Deactivate", "비활성화");
    public static readonly Text DeactivateTitle = new("Deactivate service account {0}", "{0} 서비스 계정 비활성화");
    public static readonly Text DeactivateEffect = new(
        "Its tokens stop working at once. Its keys stay, and work again once it is activated.",
        "서비스 계정의 토큰이 즉시 무효화됩니다. 키는 유지되며 다시 활성화하면 사용할 수 있습니다.");

    public static readonly Text ActivateTitle = new("Activate service account {0}", "{0} 서비스 계정 활성화");
    public static readonly Text ActivateEffect = new("Its keys can get tokens again.", "서비스 계정의 키로 다시 토큰을 발급받을 수 있습니다.");
    public static readonly Text DeactivatedNotice = new("The service account {0} is inactive.", "{0} 서비스 계정이 비활성화되었습니다.");
    public static readonly Text ActivatedNotice = new("The service account {0} is active.", "{0} 서비스 계정이 활성화되었습니다.");
    public static readonly Text DeleteTitle = new("Delete service account {0}", "{0} 서비스 계정 삭제");
    public static readonly Text DeleteEffect = new(
        "Its keys and tokens are deleted at once, and programs that use them are refused (401). This can't be undone. To stop it only for a while, deactivate it instead.",
        "키와 토큰이 즉시 삭제되고 이를 사용하는 프로그램은 401로 거부됩니다. 일시 중지하려면 비활성화하세요. 삭제는 되돌릴 수 없습니다.");

    public static readonly Text Deleted = new("The service account {0} was deleted.", "{0} 서비스 계정이 삭제되었습니다.");
    public static readonly Text AccessKeys = new("IAM access keys", "IAM 액세스 키");
    public static readonly Text AccessKeysText = new("For API tokens. At most two, so that you can replace one without an interruption.", "API 인증 토큰 발급용 키입니다. 중단 없이 교체할 수 있도록 최대 2개까지 생성할 수 있습니다.");
    public static readonly Text NoAccessKeys = new("No access keys.", "액세스 키가 없습니다.");
    public static readonly Text NewAccessKey = new("Create access key", "액세스 키 생성");
    public static readonly Text NewAccessKeyTitle = new("Create access key for {0}", "{0}의 액세스 키 생성");
    public static readonly Text KeyRoles = new("The key gets the roles that the account has now: {0}.", "키에는 현재 서비스 계정의 역할이 적용됩니다: {0}");
    public static readonly Text NeedsRole = new("The account has no role in the project. Give it one first: a key without roles can't sign in.", "프로젝트 역할이 없습니다. 역할이 없는 키로는 인증할 수 없으니 먼저 역할을 부여하세요.");
    public static readonly Text KeyDeleteTitle = new("Delete access key {0}", "{0} 액세스 키 삭제");
    public static readonly Text KeyDeleteEffect = new(
        "Every token that was issued with this key stops working at once, and no new one can be issued. This can't be undone.",
        "이 키로 발급된 모든 토큰이 즉시 무효화되고 새 토큰을 발급할 수 없습니다. 되돌릴 수 없습니다.");

    public static readonly Text KeyDeleted = new("The access key {0} was deleted.", "{0} 액세스 키가 삭제되었습니다.");
    public static readonly Text S3Keys = new("S3 access keys", "S3 액세스 키");
    public static readonly Text S3KeysText = new("For signing requests of S3 clients. At most two.", "S3 클라이언트 요청 서명용 키입니다. 최대 2개까지 생성할 수 있습니다.");
    public static readonly Text NoS3Keys = new("No S3 access keys.", "S3 액세스 키가 없습니다.");
    public static readonly Text NewS3Key = new("Create S3 access key", "S3 액세스 키 생성");
    public static readonly Text NewS3KeyTitle = new("Create S3 access key for {0}", "{0}의 S3 액세스 키 생성");
    public static readonly Text S3Effect = new("Its secret is shown once, on the next page.", "보안 액세스 키는 다음 화면에서 한 번만 표시됩니다.");
    public static readonly Text S3Created = new("S3 access key created", "S3 액세스 키가 생성되었습니다");
    public static readonly Text S3KeyDeleteTitle = new("Delete S3 access key {0}", "S3 액세스 키 {0} 삭제");
    public static readonly Text S3KeyDeleteEffect = new("Requests signed with it are refused at once. This can't be undone.", "이 키로 서명한 요청이 즉시 거부됩니다. 되돌릴 수 없습니다.");
    public static readonly Text S3KeyDeleted = new("The S3 access key was deleted.", "S3 액세스 키가 삭제되었습니다.");
    public static readonly Text AccessId = new("Access key ID", "액세스 키 ID");
    public static readonly Text AllEvents = new("Calls of this service account", "이 서비스 계정의 호출 보기");
}
