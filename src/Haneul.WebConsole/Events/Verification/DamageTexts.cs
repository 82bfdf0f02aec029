using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Events.Verification;

/// <summary>What can be wrong with the trail, in words (contracts/haneul-trail-verification.openapi.json, TrailDamagePlace.kind).</summary>
internal static class DamageTexts
{
    private static readonly Dictionary<string, Text> Kinds = new(StringComparer.Ordinal)
    {
        ["event_changed"] = new("An event was changed.", "이벤트가 변경되었습니다."),
        ["event_removed"] = new("An event was removed.", "이벤트가 삭제되었습니다."),
        ["event_inserted"] = new("An event was inserted.", "이벤트가 삽입되었습니다."),
        ["event_moved"] = new("An event was moved.", "이벤트의 위치가 바뀌었습니다."),
        ["segment_changed"] = new("A sealed segment was changed.", "봉인된 세그먼트가 변경되었습니다."),
        ["segment_removed"] = new("A sealed segment was removed.", "봉인된 세그먼트가 삭제되었습니다."),
        ["segment_inserted"] = new("A segment was inserted.", "세그먼트가 삽입되었습니다."),
        ["head_changed"] = new("The head of a chain was changed.", "체인의 헤드가 변경되었습니다."),
        ["chain_removed"] = new("A chain was removed.", "체인이 삭제되었습니다."),
        ["checkpoint_changed"] = new("A checkpoint was changed.", "체크포인트가 변경되었습니다."),
        ["checkpoint_removed"] = new("A checkpoint was removed.", "체크포인트가 삭제되었습니다."),
        ["rolled_back"] = new("The database was rolled back, or the end of the trail was cut off.", "데이터베이스가 과거 상태로 되돌려졌거나 트레일의 끝이 잘렸습니다."),
        ["chain_replaced"] = new("A chain was replaced by another.", "체인이 다른 체인으로 교체되었습니다."),
    };

    /// <summary>A kind of damage in words; its name for one that is not known here.</summary>
    public static Text Of(string kind) => Kinds.TryGetValue(kind, out var text) ? text : Text.Same(kind);
}
