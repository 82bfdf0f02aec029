using Haneul.WebConsole.Pages;

namespace Haneul.WebConsole.SignIn;

/// <summary>What the choice of a project shows.</summary>
/// <param name="Projects">The projects that the person may work in.</param>
public sealed record ChooseProjectModel(IReadOnlyList<EnterableProject> Projects);

/// <summary>Goes on in another project (event Choose Project).</summary>
internal static class ChooseProject
{
    public static async Task<PageAnswer> ShowAsync(Page page)
    {
        var (projects, failure) = await Projects.ListAsync(page.Home);
        return failure is null ? page.Show<ChooseProjectView, ChooseProjectModel>(page.T(SignInTexts.ProjectsTitle), new(projects)) : page.Fail(failure);
    }

    public static async Task<PageAnswer> SubmitAsync(Page page)
    {
        var wanted = page.Form.Text("project");
        var (projects, failure) = await Projects.ListAsync(page.Home);
        if (failure is not null)
        {
            return page.Fail(failure);
        }

        if (projects.FirstOrDefault(project => project.Id == wanted) is not { } project || !await Projects.EnterAsync(page, project))
        {
            page.Form.Problem = page.T(SignInTexts.NotAllowed);
            return page.Show<ChooseProjectView, ChooseProjectModel>(page.T(SignInTexts.ProjectsTitle), new(projects), StatusCodes.Status400BadRequest);
        }

        return page.Return(page.Form.TextOrNull("return"), page.T(SignInTexts.Chosen, project.Name));
    }
}
