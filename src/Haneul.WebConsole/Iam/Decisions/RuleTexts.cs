using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Iam.Decisions;

/// <summary>The rules of operations. The API gives them in English, put together of few phrases; for Korean these are replaced one by one, and what is not known stays.</summary>
internal static class RuleTexts
{
    private static readonly (string English, string Korean)[] Phrases =
    [
        ("`admin` on the system or a project", "시스템 또는 프로젝트의 `admin`"),
        ("`admin` on the system", "시스템의 `admin`"),
        ("`reader` on the system", "시스템의 `reader`"),
        ("`manager` anywhere", "어느 위치든 `manager`"),
        ("`manager` on its organisation", "해당 조직의 `manager`"),
        ("`reader` on its organisation", "해당 조직의 `reader`"),
        ("who manages the members of its project", "해당 프로젝트의 멤버를 관리하는 사용자"),
        ("who sees the members of its project", "해당 프로젝트의 멤버를 조회하는 사용자"),
        ("who has a role on the project", "프로젝트에 역할이 있는 사용자"),
        ("who has a role on its organisation", "해당 조직에 역할이 있는 사용자"),
        ("who has a role on a project of the organisation", "조직의 프로젝트에 역할이 있는 사용자"),
        ("its own user", "본인"),
        ("; not with a delegated token", " (액세스 키 토큰 제외)"),
        ("any valid token; the answer is 501", "유효한 토큰이면 누구나(501로 응답)"),
        ("any valid token", "유효한 토큰이면 누구나"),
        (
            "The secret's owner, while it may manage secrets; who administers the installation, once the owner may not.",
            "시크릿을 관리할 수 있는 소유자가 변경할 수 있습니다. 소유자가 더 이상 관리할 수 없으면 설치 관리자가 변경할 수 있습니다."),
        ("by role", "역할에 따라 결정"),
        ("any caller: it tells how this server is reached, and nothing of anybody's", "누구나: 서버 접속 방법만 알려 줍니다"),
        ("clients read it before they have a token", "토큰 발급 전에 조회하는 정보"),
        ("signing in is how a caller gets a token", "로그인으로 토큰을 발급받는 작업"),
        ("the present password is the proof, as at sign-in; an expired one must be changed without a token", "현재 비밀번호로 확인하므로 토큰이 필요하지 않음"),
        ("the signature of a consumer and the verifier of a user stand for a token", "컨슈머 서명과 사용자 검증값이 토큰을 대신함"),
        ("the signature of a consumer stands for a token", "컨슈머 서명이 토큰을 대신함"),
    ];

    private const string RoleRule = "a role in the project that holds ";

    /// <summary>A rule in the person's language.</summary>
    public static string Of(string rule, Language language)
    {
        if (language != Language.Korean)
        {
            return rule;
        }

        if (rule.StartsWith(RoleRule, StringComparison.Ordinal))
        {
            return $"프로젝트에서 {rule[RoleRule.Length..]} 권한을 가진 역할";
        }

        return Phrases.Aggregate(rule, static (text, phrase) => text.Replace(phrase.English, phrase.Korean, StringComparison.Ordinal));
    }
}
