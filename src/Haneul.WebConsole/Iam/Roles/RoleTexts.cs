using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Roles;

/// <summary>The texts of roles: what each is for, as docs/generated/permissions.md tells.</summary>
internal static class RoleTexts
{
    public static readonly Text Title = new("Roles", "역할");
    public static readonly Text Lead = new("A role is a set of permissions. It is given to users, groups and service accounts, in a project or on the organization.", "역할은 수행할 수 있는 작업의 모음입니다. 사용자, 그룹, 서비스 계정에 프로젝트 또는 조직 단위로 부여합니다.");
    public static readonly Text MatrixTitle = new("Permission matrix", "권한 매트릭스");
    public static readonly Text MatrixLead = new("Which role may call which operation: the same rules that decide on every call.", "역할별로 호출할 수 있는 작업입니다. 모든 호출에 동일한 규칙이 적용됩니다.");
    public static readonly Text MatrixMissing = new("This server does not list its operations.", "이 서버는 작업 목록을 제공하지 않습니다.");
    public static readonly Text Contains = new("Contains", "포함하는 역할");
    public static readonly Text What = new("Purpose", "설명");
    public static readonly Text Service = new("Service", "서비스");
    public static readonly Text Role = new("Role", "역할");
    public static readonly Text AllRoles = new("All roles", "모든 역할");
    public static readonly Text AllServices = new("All services", "모든 서비스");
    public static readonly Text Operation = new("Operation", "작업");
    public static readonly Text DecidedBy = new("Decided by", "결정 기준");
    public static readonly Text ByPolicy = new("Policy", "정책");
    public static readonly Text ByRole = new("Role", "역할");
    public static readonly Text ByTarget = new("The resource", "리소스");
    public static readonly Text ByNothing = new("Everybody", "모든 사용자");
    public static readonly Text Filter = new("Show", "조회");
    public static readonly Text OneOperation = new("1 operation", "작업 1개");
    public static readonly Text Count = new("{0} operations", "작업 {0}개");
    public static readonly Text May = new("allowed", "허용");
    public static readonly Text MayNot = new("not allowed", "허용 안 됨");
    public static readonly Text NothingTitle = new("No operations", "작업이 없습니다");
    public static readonly Text NothingText = new("No operation matches. Choose another service or role.", "조건에 맞는 작업이 없습니다. 다른 서비스나 역할을 선택하세요.");

    public static readonly Text NothingOfRole = new(
        "No permission of this role matches. Operations on users, projects and roles are decided by policies: show the service iam with all roles to see them.",
        "조건에 맞는 이 역할의 권한이 없습니다. 사용자, 프로젝트, 역할에 대한 작업은 정책으로 결정되므로 iam 서비스와 모든 역할을 선택해 확인하세요.");

    private static readonly (string Name, RoleFamily Family, Text Text)[] BuiltIn =
    [
        ("project_admin", RoleFamily.Project, new("Everything in the project, its members included.", "멤버 관리를 포함한 프로젝트의 모든 작업")),
        ("project_member", RoleFamily.Project, new("Creates and changes most resources of the project, and reads values of secrets.", "프로젝트 리소스 대부분의 생성 및 변경, 시크릿 값 조회")),
        ("project_reader", RoleFamily.Project, new("Sees the resources of the project, not the values of secrets.", "프로젝트 리소스 조회 (시크릿 값 제외)")),
        ("iam_project_admin", RoleFamily.Project, new("Manages the members and service accounts of the project.", "프로젝트의 멤버와 서비스 계정 관리")),
        ("iam_project_viewer", RoleFamily.Project, new("Sees the members and service accounts of the project.", "프로젝트의 멤버와 서비스 계정 조회")),
        ("secrets_manager_manager", RoleFamily.Service, new("Secrets Manager: manages secrets and reads their values.", "Secrets Manager: 시크릿 관리 및 값 조회")),
        ("secrets_manager_writer", RoleFamily.Service, new("Secrets Manager: stores new versions and sees secrets, never reads values.", "Secrets Manager: 새 버전 저장 및 시크릿 조회 (값 조회 불가)")),
        ("secrets_manager_viewer", RoleFamily.Service, new("Secrets Manager: sees secrets, not their values.", "Secrets Manager: 시크릿 조회 (값 제외)")),
        ("kms_manager", RoleFamily.Service, new("KMS: manages and uses keys.", "KMS: 키 관리 및 사용")),
        ("kms_user", RoleFamily.Service, new("KMS: encrypts, decrypts and signs with keys.", "KMS: 키를 사용한 암호화, 복호화, 서명")),
        ("kms_viewer", RoleFamily.Service, new("KMS: sees keys.", "KMS: 키 조회")),
        ("alert_project_manager", RoleFamily.Service, new("Alert Center: manages policies, channels and silences of the project.", "Alert Center: 프로젝트의 알림 정책, 채널, 무음 관리")),
        ("alert_project_viewer", RoleFamily.Service, new("Alert Center: sees policies, channels and silences of the project.", "Alert Center: 프로젝트의 알림 정책, 채널, 무음 조회")),
        ("object_storage_manager", RoleFamily.Service, new("Object Storage: creates and lists buckets.", "Object Storage: 버킷 생성 및 조회")),
        ("object_storage_viewer", RoleFamily.Service, new("Object Storage: lists buckets.", "Object Storage: 버킷 조회")),
        ("file_storage_manager", RoleFamily.Service, new("File Storage: everything on instances and backups.", "File Storage: 인스턴스와 백업의 모든 작업")),
        ("file_storage_viewer", RoleFamily.Service, new("File Storage: sees instances and backups.", "File Storage: 인스턴스와 백업 조회")),
        ("dns_manager", RoleFamily.Service, new("DNS: creates, changes and deletes zones and records.", "DNS: 영역과 레코드 생성, 변경, 삭제")),
        ("dns_viewer", RoleFamily.Service, new("DNS: sees zones and records.", "DNS: 영역과 레코드 조회")),
        ("pubsub_publisher", RoleFamily.Service, new("Pub/Sub: publishes to topics.", "Pub/Sub: 토픽에 게시")),
        ("org_admin", RoleFamily.Organisation, new("Everything in the organization, nothing inside its projects.", "조직의 모든 작업 (프로젝트 내부 리소스 제외)")),
        ("org_reader", RoleFamily.Organisation, new("Sees the organization and its projects.", "조직과 프로젝트 조회")),
        ("iam_org_admin", RoleFamily.Organisation, new("Manages users, groups and projects of the organization.", "조직의 사용자, 그룹, 프로젝트 관리")),
        ("iam_org_viewer", RoleFamily.Organisation, new("Sees users, groups and projects of the organization.", "조직의 사용자, 그룹, 프로젝트 조회")),
        ("trail_viewer", RoleFamily.Organisation, new("Cloud Trail: reads the organization's events.", "Cloud Trail: 조직 이벤트 조회")),
        ("billing_admin", RoleFamily.Organisation, new("Billing: manages payment methods, credits, invoices and usage.", "Billing: 결제 수단, 크레딧, 청구서, 사용량 관리")),
        ("billing_manager", RoleFamily.Organisation, new("Billing: sees invoices, usage and estimates.", "Billing: 청구서, 사용량, 예상 비용 조회")),
        ("billing_viewer", RoleFamily.Organisation, new("Billing: sees estimates and usage.", "Billing: 예상 비용과 사용량 조회")),
        ("alert_org_manager", RoleFamily.Organisation, new("Alert Center: policies, channels and recipients of the organization.", "Alert Center: 조직의 알림 정책, 채널, 수신자 관리")),
        ("alert_org_viewer", RoleFamily.Organisation, new("Alert Center: sees policies, channels and recipients of the organization.", "Alert Center: 조직의 알림 정책, 채널, 수신자 조회")),
        ("admin", RoleFamily.Installation, new("Administers the installation, without access to secrets or keys. Given in a project or on the system, it covers every organization.", "설치 전체 관리자. 시크릿과 키에는 접근할 수 없습니다. 프로젝트나 시스템에 부여하면 모든 조직을 관리합니다.")),
        ("manager", RoleFamily.Installation, new("Manages the projects, users, groups and roles of the organization it is given on.", "부여된 조직의 프로젝트, 사용자, 그룹, 역할 관리")),
        ("member", RoleFamily.Installation, new("Basic membership, for services that rely on Keystone.", "Keystone을 사용하는 서비스를 위한 기본 멤버 역할")),
        ("reader", RoleFamily.Installation, new("Read access to the installation or the organization it is given on.", "부여된 범위(설치 전체 또는 조직) 조회")),
    ];

    private static readonly Dictionary<string, int> Places = BuiltIn.Select(static (role, place) => (role.Name, place)).ToDictionary(static role => role.Name, static role => role.place, StringComparer.Ordinal);

    /// <summary>What a role of the product is for; null for one that somebody made.</summary>
    public static Text? Describe(string role) => Places.TryGetValue(role, out var place) ? BuiltIn[place].Text : null;

    /// <summary>What a role belongs to.</summary>
    public static RoleFamily FamilyOf(string role) => Places.TryGetValue(role, out var place) ? BuiltIn[place].Family : RoleFamily.Other;

    /// <summary>Where a role stands among the others: the widest first.</summary>
    public static int OrderOf(string role) => Places.GetValueOrDefault(role, int.MaxValue);

    /// <summary>The name of a family.</summary>
    public static Text NameOf(RoleFamily family) => family switch
    {
        RoleFamily.Project => Members.MemberTexts.ProjectRoles,
        RoleFamily.Service => Members.MemberTexts.ServiceRoles,
        RoleFamily.Organisation => Members.MemberTexts.OrganisationRoles,
        RoleFamily.Installation => Members.MemberTexts.InstallationRoles,
        _ => Members.MemberTexts.OtherRoles,
    };
}
