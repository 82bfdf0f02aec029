using Haneul.WebConsole.Languages;
using Haneul.Wire.CloudTrail;

namespace Haneul.WebConsole.Settings.Notifications;

/// <summary>The texts of deliveries.</summary>
internal static class DeliveryTexts
{
    public static readonly Text Title = new("Deliveries of the last 3 days", "최근 3일간 전송 내역");
    public static readonly Text None = new("No deliveries.", "전송 내역이 없습니다.");
    public static readonly Text All = new("All", "전체");
    public static readonly Text Event = new("Event", "이벤트");
    public static readonly Text Gone = new("No longer kept", "보관 기간 만료");
    public static readonly Text State = new("State", "상태");
    public static readonly Text Attempts = new("Attempts", "시도 횟수");
    public static readonly Text Outcome = new("Last outcome", "마지막 결과");
    public static readonly Text Created = new("Since", "발생");
    public static readonly Text Attempted = new("Last attempt", "마지막 시도");
    public static readonly Text Next = new("Next attempt", "다음 시도");
    public static readonly Text Due = new("Due now", "곧 시도");
    public static readonly Text Older = new("Older", "이전 내역");
    public static readonly Text Id = new("Haneul-Delivery", "Haneul-Delivery");

    private static readonly Dictionary<string, Text> States = new(StringComparer.Ordinal)
    {
        [NotificationStates.Waiting] = new("Waiting", "대기"),
        [NotificationStates.Delivered] = new("Delivered", "전송됨"),
        [NotificationStates.Failed] = new("Failed", "실패"),
    };

    private static readonly Dictionary<string, Text> Outcomes = new(StringComparer.Ordinal)
    {
        [NotificationOutcomes.Success] = new("Accepted (2xx)", "수신 완료(2xx)"),
        ["3xx"] = new("Answered 3xx; redirects are not followed", "3xx 응답: 리디렉션은 따라가지 않습니다"),
        ["4xx"] = new("Answered 4xx", "4xx 응답"),
        ["5xx"] = new("Answered 5xx", "5xx 응답"),
        [NotificationOutcomes.OddAnswer] = new("Answered with an unknown status", "알 수 없는 상태 코드로 응답"),
        [NotificationOutcomes.Timeout] = new("No answer within 10 seconds", "10초 안에 응답 없음"),
        [NotificationOutcomes.Unreachable] = new("Host unknown, or connection refused", "호스트를 찾을 수 없거나 연결할 수 없음"),
        [NotificationOutcomes.TlsFailed] = new("Certificate not valid for the host, or not trusted", "인증서가 이름과 맞지 않거나 신뢰할 수 없음"),
        [NotificationOutcomes.AddressRefused] = new("The server may not connect to this host", "서버가 연결할 수 없는 주소"),
        [NotificationOutcomes.RuleDamaged] = new("The stored rule can't be opened; set URL and secret again", "저장된 규칙을 열 수 없음: 주소와 시크릿을 다시 설정하세요"),
        [NotificationOutcomes.EventGone] = new("The event was removed before it could be sent", "전송 전에 이벤트가 삭제됨"),
        [NotificationOutcomes.Expired] = new("Expired after waiting for a day", "하루 동안 전송하지 못해 만료됨"),
    };

    /// <summary>A state in a word.</summary>
    public static Text OfState(string state) => States.GetValueOrDefault(state, Text.Same(state));

    /// <summary>What came of an attempt.</summary>
    public static Text OfOutcome(string outcome) => Outcomes.GetValueOrDefault(outcome, Text.Same(outcome));
}
