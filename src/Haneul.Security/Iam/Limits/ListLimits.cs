using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Limits;

/// <summary>
/// Lists limits, as Keystone bounds it by the scope of the token: all for the system, those of an organisation and its projects for that organisation, its own for a project.
/// </summary>
internal static class ListLimits
{
    public static readonly Operation Operation = new(
        "iam", "ListLimits",
        LimitPolicies.List.Permission,
        TrailRule.Organisation("List Limits", "Limit"));

    public static async Task<Outcome<LimitsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var byResource = LimitedResource.Filters(query);
        Sql byProject = query.Text("project_id") is { } project ? $" AND l.project_id = {project}" : Sql.Empty;
        Sql byOrganisation = query.Text("domain_id") is { } organisation ? $" AND l.organisation_id = {organisation}" : Sql.Empty;
        var page = ListPage.Read(query);
        if (LimitPolicies.List.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        var byScope = ScopeOf(call.Caller);
        var limits = await database.ReadAsync(session => session.QueryAsync(
            $"{Limit.Select} WHERE l.id > {page.After}{byScope}{byResource}{byProject}{byOrganisation} ORDER BY l.id LIMIT {page.Take}", Limit.Read),
            call.Context.RequestAborted);
        var links = page.Cut(call, "limits", limits, static limit => limit.Id);
        return new LimitsResponse(limits.ConvertAll(limit => limit.ToBody(call)), links);
    }

    private static Sql ScopeOf(Caller caller) =>
        caller.IsSystem ? Sql.Empty
        : caller.DomainId is { } domain ? $" AND (l.organisation_id = {domain} OR p.organisation_id = {domain})"
        : caller.ProjectId is { } project ? $" AND l.project_id = {project}"
        : (Sql)$" AND 1 = 0";
}
