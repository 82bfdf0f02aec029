using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Scope;

/// <summary>Tells somebody whose roles do not reach which role a page needs.</summary>
internal static class Refusals
{
    /// <summary>For pages that show the organisation.</summary>
    public static PageAnswer NeedsReader(Page page) => page.Fail(page.T(PageTexts.RefusedTitle), page.T(IamTexts.NeedsReader), StatusCodes.Status403Forbidden);

    /// <summary>For pages that change it.</summary>
    public static PageAnswer NeedsManager(Page page) => page.Fail(page.T(PageTexts.RefusedTitle), page.T(IamTexts.NeedsManager), StatusCodes.Status403Forbidden);

    /// <summary>For a project that is not the one chosen.</summary>
    public static PageAnswer NeedsProject(Page page) => page.Fail(page.T(PageTexts.RefusedTitle), page.T(IamTexts.NeedsProject), StatusCodes.Status403Forbidden);

    /// <summary>For members of a project.</summary>
    public static PageAnswer NeedsProjectAdmin(Page page) => page.Fail(page.T(PageTexts.RefusedTitle), page.T(IamTexts.NeedsProjectAdmin), StatusCodes.Status403Forbidden);
}
