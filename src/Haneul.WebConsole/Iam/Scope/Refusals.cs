using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.Iam.Scope;

/// <summary>
/// Tells somebody whose roles do not reach which role a page needs, and leads to why: about themselves everybody may ask (identity:explain_access). The question is that of the call
/// which the page would have made, and where.
/// </summary>
internal static class Refusals
{
    /// <summary>For pages that show the organisation.</summary>
    public static PageAnswer NeedsReader(Page page, string operation) => page.Refuse(page.WhyRefusedInOrganisation(operation), page.T(IamTexts.NeedsReader));

    /// <summary>For pages that change it.</summary>
    public static PageAnswer NeedsManager(Page page, string operation) => page.Refuse(page.WhyRefusedInOrganisation(operation), page.T(IamTexts.NeedsManager));

    /// <summary>For a project that is not the one chosen.</summary>
    public static PageAnswer NeedsProject(Page page, string projectId) => page.Refuse(page.WhyRefusedInProject("iam.GetProject", projectId), page.T(IamTexts.NeedsProject));

    /// <summary>For members of a project; the one that the person works in unless another is named.</summary>
    public static PageAnswer NeedsProjectAdmin(Page page, string operation, string? projectId = null) =>
        page.Refuse(projectId is null ? page.WhyRefused(operation) : page.WhyRefusedInProject(operation, projectId), page.T(IamTexts.NeedsProjectAdmin));
}
