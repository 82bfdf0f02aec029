using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Decisions;

/// <summary>The texts of the page that tells why a call is refused.</summary>
internal static class DecisionTexts
{
    public static readonly Text Title = new("Why was this refused?", "거부 사유 확인");
    public static readonly Text Lead = new(
        "Find out whether somebody may make a call, which rule decides, and which role would allow it. No call is made: the same rules that decide on real calls answer.",
        "누가 어떤 호출을 할 수 있는지, 어떤 규칙 때문인지, 어떤 역할이 필요한지 알려 줍니다. 실제로 호출하지 않고 동일한 규칙으로 판단합니다.");

    public static readonly Text About = new("Who", "주체");
    public static readonly Text User = new("User", "사용자");
    public static readonly Text AccessKey = new("Access key", "액세스 키");
    public static readonly Text ServiceAccount = new("Service account", "서비스 계정");
    public static readonly Text Subject = new("User name, or ID", "사용자 이름 또는 ID");
    public static readonly Text Operation = new("Operation", "작업");
    public static readonly Text OperationHint = new("For example secrets-manager.CreateSecret, or an event name such as Create Secret.", "예: secrets-manager.CreateSecret 또는 Create Secret과 같은 이벤트 이름");
    public static readonly Text Where = new("Where", "범위");
    public static readonly Text InProject = new("In a project", "프로젝트");
    public static readonly Text InOrganisation = new("In the organization", "조직");
    public static readonly Text OnSystem = new("On the installation", "시스템");
    public static readonly Text Project = new("Project ID or name", "프로젝트 ID 또는 이름");
    public static readonly Text ProjectHint = new("Not needed for access keys and service accounts.", "액세스 키와 서비스 계정에는 필요하지 않습니다.");
    public static readonly Text Resource = new("Secret or key ID", "시크릿 또는 키 ID");
    public static readonly Text ResourceHint = new("Checks its access control as well.", "접근 제어까지 확인합니다.");
    public static readonly Text Ask = new("Find out", "확인");
    public static readonly Text NoSubject = new("There is no user with this ID or name that you may see.", "이 ID나 이름의 사용자가 없거나 조회할 수 없습니다.");
    public static readonly Text NoProject = new("You are not in a project of this name. Enter its ID.", "이 이름의 프로젝트에 속해 있지 않습니다. 프로젝트 ID를 입력하세요.");
    public static readonly Text NoOperation = new("There is no operation or event with this name.", "이 이름의 작업이나 이벤트가 없습니다.");
    public static readonly Text Several = new("Several operations produce this event. Choose one.", "이 이벤트를 남기는 작업이 여러 개입니다. 하나를 선택하세요.");
    public static readonly Text NotFound = new("Something in the question does not exist, or you may not see it.", "질문한 대상이 존재하지 않거나 조회할 수 없습니다.");
    public static readonly Text NotAllowedToAsk = new(
        "You may ask about yourself, and about others wherever you may see role assignments.",
        "본인에 대해서는 항상 확인할 수 있으며, 다른 대상은 역할 조회 권한이 있는 곳에서만 확인할 수 있습니다.");

    public static readonly Text Allowed = new("Allowed", "허용");
    public static readonly Text Refused = new("Refused", "거부");
    public static readonly Text Open = new("It depends", "조건에 따라 다름");
    public static readonly Text AllowedText = new("A new token may make this call.", "새로 발급한 토큰으로 호출할 수 있습니다.");
    public static readonly Text RefusedText = new("Even a new token would be refused.", "새로 발급한 토큰으로도 거부됩니다.");
    public static readonly Text OpenText = new("The answer depends on something the question leaves open.", "판단에 필요한 조건이 질문에 없습니다.");
    public static readonly Text Reasons = new("Reasons", "사유");
    public static readonly Text Rule = new("Rule", "규칙");
    public static readonly Text Permission = new("Permission", "권한");
    public static readonly Text WhoMay = new("Who may", "허용 대상");
    public static readonly Text WouldAllow = new("Roles that would allow it", "필요한 역할");
    public static readonly Text WouldAllowText = new("Any one of these roles there is enough.", "다음 역할 중 하나를 부여하면 됩니다.");
    public static readonly Text Allows = new("Roles that allow it", "이 작업을 허용하는 역할");
    public static readonly Text AllowsText = new("Any one of these roles there is enough.", "해당 위치에서 다음 역할 중 하나면 충분합니다.");
    public static readonly Text NoRoleWould = new("No role alone would allow it.", "역할만으로는 허용되지 않습니다.");
    public static readonly Text GiveRole = new("Open the project to give a role", "프로젝트에서 역할 부여");
    public static readonly Text Held = new("Roles held there", "보유한 역할");
    public static readonly Text HoldsNone = new("None.", "없음");
    public static readonly Text RoleName = new("Role", "역할");
    public static readonly Text Through = new("Through", "부여 경로");
    public static readonly Text InForce = new("Effect", "적용 여부");
    public static readonly Text Counts = new("In force", "적용됨");
    public static readonly Text CountsNot = new("Not in force", "적용되지 않음");
    public static readonly Text Directly = new("Given directly", "직접 부여");
    public static readonly Text ByGroup = new("Group {0}", "그룹 {0}");
    public static readonly Text Inherited = new("Inherited from {0}", "{0}에서 상속");
    public static readonly Text Implied = new("Contained in {0}", "{0}에 포함");
    public static readonly Text AccessControl = new("Access control of the resource", "리소스 접근 제어");
    public static readonly Text ControlOff = new("Off: roles alone decide", "비활성: 역할로만 판단");
    public static readonly Text ControlListed = new("On; the subject is on the list", "활성: 허용 대상에 포함됨");
    public static readonly Text ControlNotListed = new("On; the subject is not on the list", "활성: 허용 대상이 아님");
}
