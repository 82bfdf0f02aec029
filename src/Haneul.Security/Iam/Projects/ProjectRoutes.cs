using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Iam.Projects;

/// <summary>Projects and their tags.</summary>
internal static class ProjectRoutes
{
    public static void Add(IServiceCollection services) => services.AddSingleton<ProjectHoldings>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/projects", ListProjects.HandleAsync).For(ListProjects.Operation);
        api.MapPost("/identity/v3/projects", CreateProject.HandleAsync).For(CreateProject.Operation);
        api.MapGet("/identity/v3/projects/{project_id}", GetProject.HandleAsync).For(GetProject.Operation);
        api.MapPatch("/identity/v3/projects/{project_id}", UpdateProject.HandleAsync).For(UpdateProject.Operation);
        api.MapDelete("/identity/v3/projects/{project_id}", DeleteProject.HandleAsync).For(DeleteProject.Operation);
        api.MapGet("/identity/v3/projects/{project_id}/tags", ListProjectTags.HandleAsync).For(ListProjectTags.Operation);
        api.MapPut("/identity/v3/projects/{project_id}/tags", ReplaceProjectTags.HandleAsync).For(ReplaceProjectTags.Operation);
        api.MapDelete("/identity/v3/projects/{project_id}/tags", DeleteProjectTags.HandleAsync).For(DeleteProjectTags.Operation);
        api.MapGet("/identity/v3/projects/{project_id}/tags/{value}", CheckProjectTag.HandleAsync).For(CheckProjectTag.Operation);
        api.MapPut("/identity/v3/projects/{project_id}/tags/{value}", AddProjectTag.HandleAsync).For(AddProjectTag.Operation);
        api.MapDelete("/identity/v3/projects/{project_id}/tags/{value}", DeleteProjectTag.HandleAsync).For(DeleteProjectTag.Operation);
    }
}
