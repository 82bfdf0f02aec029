using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Projects;

/// <summary>Projects.</summary>
internal static class ProjectRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/identity/v3/projects", ListProjects.HandleAsync).For(ListProjects.Operation);
        api.MapPost("/identity/v3/projects", CreateProject.HandleAsync).For(CreateProject.Operation);
        api.MapGet("/identity/v3/projects/{project_id}", GetProject.HandleAsync).For(GetProject.Operation);
        api.MapPatch("/identity/v3/projects/{project_id}", UpdateProject.HandleAsync).For(UpdateProject.Operation);
    }
}
