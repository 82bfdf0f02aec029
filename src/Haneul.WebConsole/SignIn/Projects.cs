using Haneul.WebConsole.Api;
using Haneul.WebConsole.Pages;
using Haneul.WebConsole.Sessions;

namespace Haneul.WebConsole.SignIn;

/// <summary>A project that a person may work in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its description; empty for none.</param>
public sealed record EnterableProject(string Id, string Name, string Description);

/// <summary>The projects that a person may work in, and entering one.</summary>
internal static class Projects
{
    /// <summary>The enabled projects in which the person has a role, by name; none where they could not be listed, as on pages that have more to show.</summary>
    public static async Task<IReadOnlyList<EnterableProject>> ListAsync(Page page) => (await ListAsync(page.Home)).Found;

    /// <summary>The enabled projects in which the person has a role, by name, and what was answered if they could not be listed: that is not to have none.</summary>
    public static async Task<(IReadOnlyList<EnterableProject> Found, ApiAnswer? Failure)> ListAsync(ApiClient home)
    {
        var answer = await home.GetAsync($"/iam/identity/v3/auth/projects");
        return !answer.IsSuccess
            ? ([], answer)
            : ([.. answer.Json.GetProperty("projects").EnumerateArray()
                .Where(static project => project.GetProperty("enabled").GetBoolean())
                .Select(static project => new EnterableProject(
                    project.GetProperty("id").GetString()!, project.GetProperty("name").GetString()!, project.GetProperty("description").GetString() ?? ""))
                .OrderBy(static project => project.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static project => project.Id, StringComparer.Ordinal)], null);
    }

    /// <summary>Goes on in a project; false if the person has no role there.</summary>
    public static async Task<bool> EnterAsync(Page page, EnterableProject project)
    {
        var services = page.Context.RequestServices;
        if (await services.GetRequiredService<Scopes>().OpenAsync(page, "project:" + project.Id) is null)
        {
            return false;
        }

        page.State = page.State! with { ProjectId = project.Id, ProjectName = project.Name };
        await services.GetRequiredService<SessionTable>().UpdateAsync(page.Secret!, page.Session!, page.State);
        if (page.Preferences.ProjectId != project.Id)
        {
            page.Preferences = page.Preferences with { ProjectId = project.Id };
            await services.GetRequiredService<PreferenceTable>().SetAsync(page.Session!.UserId, page.Preferences);
        }

        return true;
    }
}
