using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Events;

/// <summary>The names of what an event tells, as Cloud Trail names them.</summary>
internal static class EventFieldTexts
{
    public static readonly Text FreeText = new("Any text", "전체 텍스트");
    public static readonly Text Id = new("Event ID", "이벤트 ID");
    public static readonly Text Time = new("Event time", "이벤트 시간");
    public static readonly Text Name = new("Event name", "이벤트 이름");
    public static readonly Text Category = new("Event category", "이벤트 구분");
    public static readonly Text ProjectEvent = new("Project event", "프로젝트 이벤트");
    public static readonly Text OrganisationEvent = new("Organization event", "조직 이벤트");
    public static readonly Text ServiceName = new("Service name", "서비스 이름");
    public static readonly Text SourceService = new("Source service", "대상 서비스");
    public static readonly Text Result = new("Result", "결과");
    public static readonly Text Success = new("Success", "성공");
    public static readonly Text Refused = new("Refused", "거부");
    public static readonly Text Failed = new("Failed", "실패");
    public static readonly Text User = new("User", "사용자");
    public static readonly Text UserUniqueId = new("User unique ID", "사용자 고유 ID");
    public static readonly Text UserId = new("User ID (e-mail)", "사용자 ID(이메일)");
    public static readonly Text UserName = new("User name", "사용자 이름");
    public static readonly Text CredentialId = new("Access key ID", "액세스 키 ID");
    public static readonly Text SourceAddress = new("Source IP", "소스 IP");
    public static readonly Text UserAgent = new("User agent", "사용자 에이전트");
    public static readonly Text Resource = new("Resource", "리소스");
    public static readonly Text ResourceType = new("Resource type", "리소스 유형");
    public static readonly Text ResourceName = new("Resource name", "리소스 이름");
    public static readonly Text ResourceId = new("Resource ID", "리소스 ID");
    public static readonly Text Request = new("Request", "요청");
    public static readonly Text RequestId = new("Request ID", "요청 ID");
    public static readonly Text Operation = new("Operation", "작업");
    public static readonly Text Call = new("Call", "호출");
    public static readonly Text Status = new("HTTP status", "HTTP 상태");
    public static readonly Text ErrorCode = new("Reason", "사유");
    public static readonly Text AdditionalInfo = new("Additional information", "추가 정보");
    public static readonly Text ProjectId = new("Project ID", "프로젝트 ID");
    public static readonly Text DomainId = new("Organization ID", "조직 ID");
}
