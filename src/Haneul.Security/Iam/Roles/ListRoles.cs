using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Policies;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Roles;

/// <summary>Lists the global roles, or with <c>domain_id</c> those of an organisation.</summary>
internal static class ListRoles
{
    public static readonly Operation Operation = new(
        "iam", "ListRoles",
        RolePolicies.ListRoles.Permission,
        TrailRule.Organisation("List Roles", "Role"));

    public static async Task<Outcome<RolesResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var byName = ListFilters.Name(query);
        var organisation = query.Text("domain_id");
        var page = ListPage.Read(query);
        var refused = organisation is null
            ? RolePolicies.ListRoles.Refuse(call, RolePolicies.OwnPlace(call))
            : RolePolicies.ListDomainRoles.Refuse(call, new PolicyTarget(DomainId: organisation));
        if ((refused ?? query.Check(UnknownFields.Ignore)) is { } error)
        {
            return error;
        }

        Sql ofNobody = $"organisation_id IS NULL", ofOne = $"organisation_id = {organisation}";
        var ofWhom = organisation is null ? ofNobody : ofOne;
        var roles = await database.ReadAsync(session => session.QueryAsync(
            $"SELECT {Role.Columns} FROM iam_roles WHERE {ofWhom}{byName} AND id > {page.After} ORDER BY id LIMIT {page.Take}", Role.Read), call.Context.RequestAborted);
        var links = page.Cut(call, "roles", roles, static role => role.Id);
        return new RolesResponse([.. roles.Select(role => role.ToBody(call))], links);
    }
}
