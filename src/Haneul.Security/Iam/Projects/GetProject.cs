using System.Text.Json;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Limits;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Projects;

/// <summary>Shows a project, and on demand what is above and below it: as ids, or as a list of those in which the caller's user has a role.</summary>
internal static class GetProject
{
    public static readonly Operation Operation = new(
        "iam", "GetProject",
        ProjectPolicies.Get.Permission,
        TrailRule.Organisation("Get Project", "Project"),
        IamErrors.ProjectNotFound);

    public static async Task<Outcome<ProjectResponse>> HandleAsync(string project_id, Call call, IDatabase database)
    {
        var found = await FoundProject.FindAsync(call, database, ProjectPolicies.Get, project_id);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var wanted = Wanted.Read(call);
        if (wanted.Contradiction is { } contradiction)
        {
            return contradiction;
        }

        var body = found.Value.Project?.ToBody(call) ?? found.Value.Organisation!.ToProjectBody(call);
        return new ProjectResponse(wanted.IsPlain ? body : await database.ReadAsync(session => CompleteAsync(session, call, found.Value, body, wanted), call.Context.RequestAborted));
    }

    private static async ValueTask<ProjectBody> CompleteAsync(IDatabaseSession session, Call call, FoundProject found, ProjectBody body, Wanted wanted)
    {
        var userId = call.Caller.UserId;
        if (wanted.ParentsAsList)
        {
            List<Project> above = found.Project is { } project ? await ProjectTree.AboveAsync(session, project, userId) : [];
            body = body with { Parents = await ToListAsync(session, call, above, wanted.Limits) };
        }
        else if (wanted.ParentsAsIds)
        {
            body = body with { Parents = found.Project is { } project ? ProjectTree.NestAbove(project) : JsonElement.Parse("null") };
        }

        if (wanted.SubtreeAsList)
        {
            body = body with { Subtree = await ToListAsync(session, call, await BelowAsync(session, found, userId), wanted.Limits) };
        }
        else if (wanted.SubtreeAsIds)
        {
            body = body with { Subtree = ProjectTree.NestBelow(body.Id, await BelowAsync(session, found, userId: null)) };
        }

        return body;
    }

    private static ValueTask<List<Project>> BelowAsync(IDatabaseSession session, FoundProject found, string? userId) => found.Project is { } project
        ? ProjectTree.BelowAsync(session, project.Id, userId)
        : ProjectTree.OfOrganisationAsync(session, found.Organisation!.Id, userId);

    private static async ValueTask<JsonElement> ToListAsync(IDatabaseSession session, Call call, List<Project> projects, bool withLimits)
    {
        IReadOnlyList<ProjectResponse> list =
        [
            .. withLimits
                ? await WithLimitsAsync(session, call, projects)
                : projects.Select(project => new ProjectResponse(project.ToBody(call))),
        ];
        return JsonSerializer.SerializeToElement(list, ProjectJson.Default.IReadOnlyListProjectResponse);
    }

    private static async ValueTask<List<ProjectResponse>> WithLimitsAsync(IDatabaseSession session, Call call, List<Project> projects)
    {
        var list = new List<ProjectResponse>(projects.Count);
        foreach (var project in projects)
        {
            var limits = await Limit.OfProjectAsync(session, project.Id);
            list.Add(new ProjectResponse(project.ToBody(call) with { Limits = limits.ConvertAll(limit => limit.ToBody(call)) }));
        }

        return list;
    }

    private sealed record Wanted(bool ParentsAsList, bool ParentsAsIds, bool SubtreeAsList, bool SubtreeAsIds, bool Limits)
    {
        public bool IsPlain => !ParentsAsList && !ParentsAsIds && !SubtreeAsList && !SubtreeAsIds;

        public Error? Contradiction =>
            ParentsAsList && ParentsAsIds ? CommonErrors.InvalidRequest.With("parents_as_list: can't be asked for together with parents_as_ids")
            : SubtreeAsList && SubtreeAsIds ? CommonErrors.InvalidRequest.With("subtree_as_list: can't be asked for together with subtree_as_ids")
            : null;

        public static Wanted Read(Call call) => new(
            QueryFlags.IsSet(call, "parents_as_list"),
            QueryFlags.IsSet(call, "parents_as_ids"),
            QueryFlags.IsSet(call, "subtree_as_list"),
            QueryFlags.IsSet(call, "subtree_as_ids"),
            QueryFlags.IsSet(call, "include_limits"));
    }
}
