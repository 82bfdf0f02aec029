using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Profile;

/// <summary>The texts of the profile.</summary>
internal static class ProfileTexts
{
    public static readonly Text Title = new("Account information", "계정 정보");
    public static readonly Text UserId = new("User unique ID", "사용자 고유 ID");
    public static readonly Text UserName = new("User", "사용자");
    public static readonly Text Organisation = new("Organization ID", "조직 ID");
    public static readonly Text ProjectId = new("Project ID", "프로젝트 ID");
}
