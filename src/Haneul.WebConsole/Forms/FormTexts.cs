using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Forms;

/// <summary>The texts of forms in general.</summary>
internal static class FormTexts
{
    public static readonly Text Required = new("This field is required.", "필수 입력 항목입니다.");
    public static readonly Text NotWhole = new("Enter a whole number.", "정수를 입력하세요.");
    public static readonly Text Problems = new("Please check the marked fields.", "표시된 항목을 확인하세요.");
    public static readonly Text ForgedTitle = new("This form can't be accepted", "이 양식은 처리할 수 없습니다");
    public static readonly Text Forged = new(
        "The form does not belong to this browser, or it is too old. Nothing was changed. Reload the page and try again.",
        "이 브라우저에서 발급된 양식이 아니거나 유효 시간이 지났습니다. 변경된 내용은 없습니다. 페이지를 새로 열어 다시 시도하세요.");

    public static readonly Text Late = new(
        "This page was open for a long time, so the form was not accepted. Nothing was changed; please enter your password and send it again.",
        "페이지를 연 지 오래되어 양식이 처리되지 않았습니다. 변경된 내용은 없으니 비밀번호를 입력하고 다시 시도하세요.");

    public static readonly Text RepeatedTitle = new("This form was already sent", "이미 제출된 양식입니다");
    public static readonly Text Repeated = new(
        "A form is accepted only once, so nothing was changed twice. Open the page to see the result.",
        "한 번 제출된 양식은 다시 제출되지 않으므로 변경이 중복되지 않았습니다. 페이지에서 결과를 확인하세요.");

    public static readonly Text TooLargeTitle = new("This form is too large", "양식이 너무 큽니다");
    public static readonly Text TooLarge = new(
        "More was sent than the server takes in one form. Nothing was changed.",
        "서버가 한 번에 처리할 수 있는 크기를 초과했습니다. 변경된 내용은 없습니다.");

    public static readonly Text OpenAgain = new("Reload the page", "페이지 새로 열기");
}
