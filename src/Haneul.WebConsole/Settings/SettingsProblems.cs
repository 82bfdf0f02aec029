using Haneul.WebConsole.Api;
using Haneul.WebConsole.Forms;
using Haneul.WebConsole.Languages;
using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Settings;

/// <summary>What the services refuse of settings, in the person's words and language.</summary>
internal static class SettingsProblems
{
    private static readonly Dictionary<string, Text> ByCode = new(StringComparer.Ordinal)
    {
        ["LogStorageNotEnabled"] = new("The project does not have its events stored.", "이 프로젝트는 이벤트 로그를 저장하고 있지 않습니다."),
        ["NotificationRuleNotFound"] = new("There is no such notification rule, or not any more.", "해당 알림 규칙이 없거나 이미 삭제되었습니다."),
        ["NotificationRuleDuplicated"] = new("The project has another rule of this name.", "이 프로젝트에 같은 이름의 규칙이 있습니다."),
        ["NotificationRuleLimitReached"] = new("The project can't have more rules. Delete one that nobody needs.", "규칙 수 한도에 도달했습니다. 사용하지 않는 규칙을 삭제하세요."),
        ["NotificationTestTooSoon"] = new("A test message was sent to this rule only now. Wait a few seconds.", "방금 테스트 메시지를 보냈습니다. 잠시 후 다시 시도하세요."),
    };

    /// <summary>What is said of wrong fields, in Korean; in English it stays as the API says it.</summary>
    public static IReadOnlyList<(string Pattern, string Korean)> Fields { get; } =
    [
        ("^must begin with https://$", "https://로 시작해야 합니다."),
        ("^must be the address of a service.*$", "https://objectstorage.example.org와 같이 경로가 없는 주소를 입력하세요."),
        ("^must be the name of a region.*$", "소문자, 숫자, 하이픈으로 된 리전 이름을 입력하세요."),
        ("^must be the name of a bucket.*$", "소문자, 숫자, 점, 하이픈 3~63자로 된 버킷 이름을 입력하세요."),
        ("^must be letters, digits, dashes, dots and underscores$", "문자, 숫자, 하이픈, 점, 밑줄만 사용할 수 있습니다."),
        ("^is required, unless endpoint, region, name and access_key_id stay as they are$", "버킷 정보를 변경하려면 보안 액세스 키를 입력해야 합니다."),
        ("^is required, unless 'folder' is true; not both$", "버킷과 폴더 중 하나를 선택하세요."),
        ("^is not available: the operator of the server has named no folder$", "서버 운영자가 폴더를 지정하지 않아 사용할 수 없습니다."),
        ("^must be an address in ASCII.*$", "공백, 역슬래시, # 없이 ASCII 문자로 된 주소를 입력하세요."),
        ("^must not have a user name or password before the host$", "호스트 앞에 사용자 이름이나 비밀번호를 넣을 수 없습니다."),
        ("^must have a host, and a port of digits if any$", "호스트가 있어야 하며 포트는 숫자여야 합니다."),
        (@"^must have port (\d+) or one from (\d+)$", "포트는 $1 또는 $2 이상이어야 합니다."),
        ("^must have a host name.*$", "올바른 호스트 이름이나 주소를 입력하세요."),
        (@"^may have a \* at the end of a name only$", "*는 이름 끝에만 사용할 수 있습니다."),
        (@"^must have at most (\d+) items$", "최대 $1개까지 입력할 수 있습니다."),
        ("^or another of .* is required.*$", "조건을 하나 이상 입력하세요. 모든 이벤트를 받으려면 이벤트 이름에 *를 입력하세요."),
        ("^(must be one of|must be some of) .*$", "선택할 수 없는 값입니다."),
        (@"^must be a whole number from (\d+) to (\d+)$", "$1부터 $2까지의 정수를 입력하세요."),
    ];

    /// <summary>What an answer says.</summary>
    public static string TextOf(Page page, ApiAnswer answer) =>
        ByCode.TryGetValue(answer.ErrorCode, out var text) ? page.T(text) : ApiProblemTexts.Of(answer, page.Language);

    /// <summary>Notes what the API refused in the form of the page.</summary>
    public static void Take(Page page, ApiAnswer answer, params ReadOnlySpan<(string Path, string Field)> fields)
    {
        if (answer.ErrorCode == "NotificationRuleDuplicated")
        {
            page.Form.AddProblem("name", TextOf(page, answer));
        }
        else if (ByCode.ContainsKey(answer.ErrorCode))
        {
            page.Form.Problem = TextOf(page, answer);
        }
        else
        {
            page.Form.Take(answer, page.Language, fields);
        }
    }

    /// <summary>Leads to the choice of a project where none is chosen; null where one is.</summary>
    public static PageAnswer? NeedProject(Page page) =>
        page.Caller is null ? page.Redirect($"/projects/choose?return={page.Path}", page.T(SettingsTexts.NeedsProject)) : null;

    /// <summary>What stands in the way of a page that changes something: no project, or no role for it; null for nothing.</summary>
    public static PageAnswer? Need(Page page, string operation) =>
        NeedProject(page) ?? (page.May(operation) ? null : page.Refuse(operation, page.T(SettingsTexts.Refused)));
}
