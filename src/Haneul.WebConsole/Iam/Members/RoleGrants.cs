using Haneul.WebConsole.Api;

namespace Haneul.WebConsole.Iam.Members;

/// <summary>Gives and takes roles.</summary>
internal static class RoleGrants
{
    /// <summary>Where roles in a project are given.</summary>
    public static string InProject(string projectId) => "projects/" + Uri.EscapeDataString(projectId);

    /// <summary>Where roles on an organisation are given.</summary>
    public static string OnOrganisation(string organisationId) => "domains/" + Uri.EscapeDataString(organisationId);

    /// <summary>Gives one.</summary>
    public static Task<ApiAnswer> GiveAsync(ApiClient api, string place, string kind, string subjectId, string roleId) => api.PutAsync(PathOf(place, kind, subjectId, roleId));

    /// <summary>Takes one.</summary>
    public static Task<ApiAnswer> TakeAsync(ApiClient api, string place, string kind, string subjectId, string roleId) => api.DeleteAsync(PathOf(place, kind, subjectId, roleId));

    private static ApiPath PathOf(string place, string kind, string subjectId, string roleId) =>
        ApiPath.Of($"/iam/identity/v3/").Then(place).Then("/").Then(kind).Then("/").Then(Uri.EscapeDataString(subjectId)).Then("/roles/").Then(Uri.EscapeDataString(roleId));
}
