using System.Text.RegularExpressions;
using Haneul.WebConsole.Api;
using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Forms;

/// <summary>The errors of the API in the person's language: by code, and for wrong fields by their text. What it does not know is shown as the API says it.</summary>
internal static class ApiProblemTexts
{
    private static readonly Dictionary<int, Text> ByStatus = new()
    {
        [400] = new("The request was not accepted: {0}", "요청이 올바르지 않습니다: {0}"),
        [401] = new("Your session is over. Please sign in again.", "세션이 만료되었습니다. 다시 로그인하세요."),
        [403] = new("Your roles do not allow this.", "현재 역할로는 수행할 수 없는 작업입니다."),
        [404] = new("This does not exist, or not any more.", "존재하지 않거나 삭제된 리소스입니다."),
        [409] = new("This does not fit the present state: {0}", "현재 상태에서는 수행할 수 없습니다: {0}"),
        [413] = new("That is too large.", "허용된 크기를 초과했습니다."),
        [429] = new("Too many attempts. Please wait a minute.", "시도 횟수가 너무 많습니다. 잠시 후 다시 시도하세요."),
        [501] = new("This is not available yet.", "아직 제공되지 않는 기능입니다."),
        [503] = new("The server can't do this right now. Nothing was changed; please try again.", "서버가 지금 처리할 수 없습니다. 변경된 내용은 없으니 다시 시도하세요."),
    };

    private static readonly (Regex Pattern, string Korean)[] Fields =
    [
        Of("^is required$", "필수 입력 항목입니다."),
        Of("^must not be empty$", "비워 둘 수 없습니다."),
        Of("^must not be null$", "비워 둘 수 없습니다."),
        Of("^must be a string$", "문자열이어야 합니다."),
        Of("^must be a whole number.*$", "정수를 입력하세요."),
        Of("^must be true or false$", "true 또는 false여야 합니다."),
        Of(@"^must have at most (\d+) characters$", "최대 $1자까지 입력할 수 있습니다."),
        Of(@"^must have at least (\d+) characters$", "$1자 이상 입력하세요."),
        Of(@"^must have (\d+) to (\d+) characters$", "$1자 이상 $2자 이하로 입력하세요."),
        Of("^must not be blank$", "비워 둘 수 없습니다."),
        Of("^must not be the name of the user$", "사용자 이름과 같을 수 없습니다."),
        Of(@"^must have (\d+) of these kinds of characters: .+$", "영문 소문자, 영문 대문자, 숫자, 기타 문자 중 $1종류 이상을 포함하세요."),
        Of("^must be in the future$", "현재 이후의 시각을 입력하세요."),
        Of("^must not have control characters$", "제어 문자는 사용할 수 없습니다."),
        .. Settings.SettingsProblems.Fields.Select(static field => Of(field.Pattern, field.Korean)),
    ];

    /// <summary>What an answer says, in a sentence.</summary>
    public static string Of(ApiAnswer answer, Language language) => Of(answer.Status, answer.ErrorMessage, language);

    /// <summary>What an error says, in a sentence.</summary>
    public static string Of(int status, string message, Language language) =>
        ByStatus.TryGetValue(status, out var text) ? text.In(language, message)
        : message.Length > 0 ? message
        : PageTexts.Unexpected.In(language);

    /// <summary>What is wrong with a field. In English a sentence that begins with the field becomes one of its own.</summary>
    public static string Translate(string problem, Language language)
    {
        if (language == Language.Korean)
        {
            foreach (var (pattern, korean) in Fields)
            {
                if (pattern.IsMatch(problem))
                {
                    return pattern.Replace(problem, korean);
                }
            }
        }

        return string.Concat(char.ToUpperInvariant(problem[0]).ToString(), problem.AsSpan(1), problem[^1] == '.' ? "" : ".");
    }

    private static (Regex Pattern, string Korean) Of(string pattern, string korean) =>
        (new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), korean);
}
