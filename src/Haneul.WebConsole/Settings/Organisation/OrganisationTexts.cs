using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Settings.Organisation;

/// <summary>The texts of what an organisation decides about passwords and signing in.</summary>
internal static class OrganisationTexts
{
    public static readonly Text Title = new("Organization settings", "조직 설정");
    public static readonly Text Lead = new(
        "These rules apply to everyone who signs in to the organization with a password.",
        "이 규칙은 비밀번호로 조직에 로그인하는 모든 사용자에게 적용됩니다.");

    public static readonly Text Passwords = new("New passwords", "새 비밀번호 규칙");
    public static readonly Text PasswordsHint = new(
        "Existing passwords stay valid; the rules apply the next time they are changed.",
        "이미 설정된 비밀번호는 그대로 유효하며, 다음에 변경할 때 규칙이 적용됩니다.");

    public static readonly Text MinimumLength = new("Minimum length", "최소 길이");
    public static readonly Text MinimumLengthHint = new("8 to 128 characters.", "8~128자로 설정할 수 있습니다.");
    public static readonly Text Kinds = new("Character types", "문자 종류 수");
    public static readonly Text KindsHint = new(
        "How many of these must occur: lower-case letters, upper-case letters, digits, others. 0 to 4.",
        "소문자, 대문자, 숫자, 기타 문자 중 포함해야 하는 종류 수입니다(0~4).");

    public static readonly Text History = new("Password history", "이전 비밀번호 제한");
    public static readonly Text HistoryHint = new("How many recent passwords, including the present one, can't be used again. 0 to 10.", "현재 비밀번호를 포함해 다시 사용할 수 없는 최근 비밀번호 수입니다(0~10).");
    public static readonly Text MinimumAge = new("Minimum age (days)", "최소 사용 기간(일)");
    public static readonly Text MinimumAgeHint = new("How long users must wait before they change it again. 0 to 365.", "이 기간이 지나야 사용자가 직접 다시 변경할 수 있습니다(0~365일).");
    public static readonly Text Expires = new("Expires after (days)", "만료 기간(일)");
    public static readonly Text ExpiresHint = new("0 means never. At most 3650.", "0이면 만료되지 않습니다(최대 3650일).");
    public static readonly Text FirstUse = new("A password set by somebody else must be changed before signing in", "다른 사람이 설정한 비밀번호는 로그인 전에 변경해야 함");

    public static readonly Text Lockout = new("Failed sign-ins", "로그인 실패 제한");
    public static readonly Text LockoutHint = new(
        "Only the IP address that failed must wait, for that user: nobody can lock somebody else out.",
        "로그인에 실패한 IP 주소에서만 해당 사용자의 로그인이 차단되므로, 다른 사람이 계정을 잠글 수 없습니다.");

    public static readonly Text Attempts = new("Failures before a pause", "차단까지의 실패 횟수");
    public static readonly Text AttemptsHint = new("After this many in a row, the IP address must wait. 0 means never. At most 100.", "연속으로 이 횟수만큼 실패한 IP 주소를 차단합니다. 0이면 차단하지 않습니다(최대 100회).");
    public static readonly Text Minutes = new("Pause (minutes)", "차단 시간(분)");
    public static readonly Text MinutesHint = new("1 to 1440.", "1~1440분으로 설정할 수 있습니다.");

    public static readonly Text Tokens = new("When a password is changed", "비밀번호 변경 시");
    public static readonly Text TokensLabel = new("Tokens that end", "만료되는 토큰");
    public static readonly Text AllTokens = new("All tokens of the user", "사용자의 모든 토큰");
    public static readonly Text PasswordTokens = new("Tokens issued with the password; those of access keys stay valid", "비밀번호로 발급한 토큰만(액세스 키 토큰은 유지)");
    public static readonly Text NoTokens = new("None; they stay valid until they expire", "만료하지 않음(유효 기간까지 유지)");
    public static readonly Text Saved = new("The settings were saved and apply from now on.", "설정이 저장되어 지금부터 적용됩니다.");
}
