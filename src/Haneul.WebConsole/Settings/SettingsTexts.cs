using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Settings;

/// <summary>The texts that several settings share.</summary>
internal static class SettingsTexts
{
    public static readonly Text NeedsProject = new("Choose a project first.", "먼저 프로젝트를 선택하세요.");
    public static readonly Text NotInRange = new("Enter a whole number from {0} to {1}.", "{0}부터 {1}까지의 정수를 입력하세요.");
    public static readonly Text Edit = new("Change", "변경");
    public static readonly Text State = new("State", "상태");
    public static readonly Text On = new("On", "활성");
    public static readonly Text Off = new("Off", "비활성");
    public static readonly Text Ok = new("Healthy", "정상");
    public static readonly Text Failing = new("Failing", "실패 중");
    public static readonly Text Days = new("{0} days", "{0}일");
    public static readonly Text ForEver = new("Forever", "무기한");
    public static readonly Text ReadOnly = new("Your roles allow you to see these settings, but not to change them.", "현재 역할로는 설정을 조회만 할 수 있습니다.");
    public static readonly Text Refused = new("Your roles do not allow this.", "현재 역할로는 수행할 수 없는 작업입니다.");
}
