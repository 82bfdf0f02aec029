using Haneul.WebConsole.Languages;
using Haneul.Wire.Iam;

namespace Haneul.WebConsole.Iam.Decisions;

/// <summary>The reasons of decisions. The API gives them in English; for Korean they are said anew by their codes, with the permission and the rule of the decision.</summary>
internal static class ReasonTexts
{
    private static readonly Text StillRefused = new("The call may still be refused with {0}", "다음 오류로 거부될 수 있습니다: {0}");

    // {0}: the permission, {1}: the rule.
    private static readonly Dictionary<string, string> Korean = new(StringComparer.Ordinal)
    {
        ["no_token_needed"] = "토큰 없이 호출할 수 있습니다.",
        ["subject_disabled"] = "사용자 또는 서비스 계정이 비활성화되어 토큰을 발급받을 수 없고 기존 토큰도 거부됩니다.",
        ["subject_organisation_disabled"] = "사용자의 조직이 비활성화되었습니다.",
        ["project_disabled"] = "프로젝트가 비활성화되었습니다.",
        ["organisation_disabled"] = "조직이 비활성화되었습니다.",
        ["access_key_expired"] = "액세스 키가 만료되었습니다.",
        ["other_project"] = "다른 프로젝트의 액세스 키 또는 서비스 계정입니다.",
        ["no_role"] = "직접, 그룹, 상속을 포함해 해당 위치에 부여된 역할이 없습니다.",
        ["no_role_in_force"] = "보유한 역할 중 해당 위치에서 적용되는 것이 없습니다. 다른 위치에서만 의미가 있거나 액세스 키에 포함되지 않은 역할입니다.",
        ["outside_access_rules"] = "액세스 키의 접근 규칙에 이 호출이 포함되어 있지 않습니다.",
        ["access_rules_depend"] = "액세스 키의 접근 규칙이 일부 리소스에 대해서만 이 호출을 허용합니다.",
        ["depends_on_target"] = "작업 대상에 따라 결정됩니다: {1}",
        ["project_needed"] = "프로젝트 토큰이 필요한 작업입니다.",
        ["permission_held"] = "적용되는 역할이 {0} 권한을 가지고 있습니다.",
        ["access_key_without_role"] = "{0} 권한을 가진 역할이 액세스 키에 없습니다. 키는 생성 당시의 역할을 유지하므로 새 키를 발급해야 합니다.",
        ["permission_not_held"] = "적용되는 역할 중 {0} 권한을 가진 역할이 없습니다.",
        ["delegated_token"] = "액세스 키로 발급한 토큰으로는 IAM을 변경할 수 없습니다.",
        ["policy_admits"] = "{0} 정책이 허용합니다: {1}",
        ["policy_does_not_admit"] = "{0} 정책의 허용 대상이 아닙니다: {1}",
        ["access_control_not_shown"] = "리소스 접근 제어의 적용 여부는 해당 프로젝트에서 리소스에 접근할 수 있는 사용자에게만 표시됩니다.",
        ["resource_unknown"] = "프로젝트에 해당 리소스가 없어 404로 응답됩니다.",
        ["access_control_off"] = "리소스의 접근 제어가 비활성화되어 역할로만 판단합니다.",
        ["access_control_not_asked"] = "접근 제어가 활성화되어 있지만 이 작업에는 적용되지 않습니다.",
        ["access_control_admits"] = "접근 제어가 활성화되어 있으며, 대상이 소유자이거나 허용 목록에 있습니다.",
        ["not_on_access_list"] = "접근 제어가 활성화되어 있으며, 대상이 소유자가 아니고 허용 목록에도 없습니다.",
        ["token_is_older"] = "이 호출의 토큰은 역할 부여 전에 발급되었습니다. 새 역할은 새 토큰부터 적용되므로 다시 로그인하세요.",
    };

    private static readonly string[] Against =
    [
        "subject_disabled", "subject_organisation_disabled", "project_disabled", "organisation_disabled", "access_key_expired", "other_project", "no_role", "no_role_in_force",
        "outside_access_rules", "project_needed", "access_key_without_role", "permission_not_held", "delegated_token", "policy_does_not_admit", "not_on_access_list",
    ];

    private static readonly string[] Open = ["access_rules_depend", "depends_on_target", "access_control_not_shown", "resource_unknown"];

    /// <summary>What a reason says.</summary>
    public static string Of(AccessReason reason, AccessDecision decision, Language language) =>
        reason.Code == "may_still_be_refused" ? StillRefused.In(language, language == Language.Korean ? reason.Text.Split(':')[0] : reason.Text)
        : language != Language.Korean ? reason.Text
        : Korean.TryGetValue(reason.Code, out var text) ? string.Format(null, text, decision.Permission, RuleTexts.Of(decision.Rule, language))
        : reason.Text;

    /// <summary>The icon of a reason: against the call, open, or in its favour and besides.</summary>
    public static string IconOf(AccessReason reason) =>
        Against.Contains(reason.Code, StringComparer.Ordinal) ? "warning"
        : Open.Contains(reason.Code, StringComparer.Ordinal) || reason.Code == "may_still_be_refused" ? "question"
        : "check";
}
