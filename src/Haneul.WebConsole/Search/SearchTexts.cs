using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Search;

/// <summary>The texts of the search over everything.</summary>
internal static class SearchTexts
{
    public static readonly Text Title = new("Search", "검색");
    public static readonly Text Lead = new("Finds pages, and names and IDs of everything that you can see in {0}.", "{0}에서 볼 수 있는 리소스의 이름, ID와 페이지를 검색합니다.");
    public static readonly Text What = new("Name or ID", "이름 또는 ID");
    public static readonly Text TooLong = new("At most 200 characters are searched for.", "검색어는 최대 200자까지 입력할 수 있습니다.");
    public static readonly Text NothingTitle = new("Nothing was found", "검색 결과가 없습니다");
    public static readonly Text Nothing = new("No page or resource that you can see here has “{0}” in its name or as its ID.", "이름이나 ID가 “{0}”과(와) 일치하는 리소스가 없습니다.");
    public static readonly Text PagesHeading = new("Pages", "페이지");
    public static readonly Text Secrets = new("Secrets", "시크릿");
    public static readonly Text Keys = new("Keys", "키");
    public static readonly Text AccessKeys = new("My access keys", "내 액세스 키");
    public static readonly Text Projects = new("Projects", "프로젝트");
    public static readonly Text Users = new("Users", "사용자");
    public static readonly Text Groups = new("Groups", "그룹");
    public static readonly Text Events = new("Events of this request or resource", "이 요청 또는 리소스의 이벤트");
}
