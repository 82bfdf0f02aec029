using System.Reflection;
using Haneul.Kernel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.Iam.Assignments;

/// <summary>
/// The path of a grant, taken apart: whom, where, which role. The thirty-eight paths of grants differ in nothing else, so that one handler serves all of one verb.
/// Only the route is read, never the query: <c>?domain_id=</c> must not move a grant.
/// </summary>
/// <param name="ActorType"><c>user</c> or <c>group</c>.</param>
/// <param name="ActorId">Whom.</param>
/// <param name="TargetType"><c>project</c>, <c>domain</c> or <c>system</c>.</param>
/// <param name="TargetId">Where; <c>all</c> for the system.</param>
/// <param name="RoleId">Which role; empty for a list.</param>
/// <param name="IsInherited">Whether it counts in the projects below the target and not there (OS-INHERIT).</param>
internal sealed record GrantPath(string ActorType, string ActorId, string TargetType, string TargetId, string RoleId, bool IsInherited)
{
    public const string User = "user";
    public const string Group = "group";
    public const string Project = "project";
    public const string Domain = "domain";
    public const string System = "system";

    /// <summary>The id of the one system.</summary>
    public const string WholeSystem = "all";

    /// <summary>The condition on the rows of the assignments of the path, of any role.</summary>
    public Sql IsHere => $"""
        actor_type = {ActorType} AND actor_id = {ActorId} AND target_type = {TargetType} AND target_id = {TargetId} AND inherited = {IsInherited}
        """;

    /// <summary>Takes the path of the request; used by the generated binding of handlers.</summary>
    public static ValueTask<GrantPath?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var values = context.Request.RouteValues;
        var (actorType, actorId) = Of("user_id") is { } userId ? (User, userId) : (Group, Of("group_id")!);
        var (targetType, targetId) = Of("project_id") is { } projectId ? (Project, projectId) : Of("domain_id") is { } domainId ? (Domain, domainId) : (System, WholeSystem);
        var isInherited = context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } && pattern.Contains("/OS-INHERIT/", StringComparison.Ordinal);
        return new(new GrantPath(actorType, actorId, targetType, targetId, Of("role_id") ?? "", isInherited));

        string? Of(string name) => values[name] as string;
    }
}
