using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Secrets.Editing;

/// <summary>The texts of the entry of values.</summary>
internal static class ValueTexts
{
    public static readonly Text Value = new("Value", "값");
    public static readonly Text Pairs = new("Key/Value", "키/값");
    public static readonly Text Text = new("Text", "텍스트");
    public static readonly Text Generated = new("Generated", "자동 생성");
    public static readonly Text Modes = new("How to enter the value", "값 입력 방식");
    public static readonly Text PairsHint = new("Programs receive a JSON object whose values are all strings.", "프로그램에는 모든 값이 문자열인 JSON 객체로 제공됩니다.");
    public static readonly Text TextHint = new(
        "JSON is stored as JSON, anything else as plain text. Arrays, numbers, true, false, null and nested objects can only be entered here.",
        "JSON은 JSON으로, 그 외에는 하나의 문자열로 저장됩니다. 배열, 숫자, true, false, null, 중첩 객체는 여기에서만 입력할 수 있습니다.");

    public static readonly Text Plain = new("Store as text, even if it is JSON", "JSON이라도 문자열로 저장");
    public static readonly Text GeneratedHint = new("The server generates the value; nobody gets to see it.", "서버가 값을 생성하며 누구에게도 표시되지 않습니다.");
    public static readonly Text Length = new("Length", "글자 수");
    public static readonly Text LengthHint = new("8 to 4,096 characters", "8자 이상 4,096자 이하");
    public static readonly Text LengthWrong = new("Enter a number from 8 to 4096.", "8 이상 4096 이하의 숫자를 입력하세요.");
    public static readonly Text Alphabet = new("Characters", "사용할 문자");
    public static readonly Text LettersDigits = new("Letters and digits", "영문과 숫자");
    public static readonly Text WithSymbols = new("Letters, digits and symbols", "영문, 숫자, 기호");
    public static readonly Text Hex = new("Hexadecimal digits", "16진수");
    public static readonly Text Base64Url = new("URL-safe Base64 (letters, digits, - and _)", "Base64URL (영문, 숫자, -, _)");
    public static readonly Text Digits = new("Digits", "숫자");

    public static readonly Text Key = new("Key", "키");
    public static readonly Text KeyNumber = new("Key {0}", "키 {0}");
    public static readonly Text ValueNumber = new("Value {0}", "값 {0}");
    public static readonly Text AddRow = new("Add a row", "행 추가");
    public static readonly Text RemoveRow = new("Remove the row", "행 삭제");

    public static readonly Text NoValue = new("Enter a value.", "값을 입력하세요.");
    public static readonly Text KeyMissing = new("A value has no key.", "키가 없는 값이 있습니다.");
    public static readonly Text KeyTwice = new("The key {0} appears twice.", "키 {0}이(가) 중복되었습니다.");
    public static readonly Text BrokenJson = new(
        "This looks like JSON but is not (line {0}). Correct it, or choose to store it as text.",
        "JSON처럼 보이지만 올바른 JSON이 아닙니다({0}번째 줄). 수정하거나 문자열로 저장을 선택하세요.");

    public static readonly Text TooLarge = new("A value has at most 64 KiB.", "값은 최대 64KiB까지 저장할 수 있습니다.");
    public static readonly Text NotObject = new(
        "Only a JSON object can become keys and values. The text was left as it is.",
        "JSON 객체만 키/값으로 바꿀 수 있습니다. 텍스트는 그대로 유지됩니다.");

    public static readonly Text NotTexts = new(
        "Keys and values hold text only, and these are something else: {0}. The text was left as it is.",
        "키/값에는 문자열만 저장할 수 있습니다. 문자열이 아닌 키: {0}. 텍스트는 그대로 유지됩니다.");

    public static readonly Text EnterAgain = new(
        "Enter the value again: a value that was sent is not shown again.",
        "값을 다시 입력하세요. 전송된 값은 페이지에 다시 표시되지 않습니다.");
}
