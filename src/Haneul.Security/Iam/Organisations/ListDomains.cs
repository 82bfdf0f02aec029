using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Organisations;

/// <summary>Lists organisations. A token for one of them sees that one.</summary>
internal static class ListDomains
{
    public static readonly Operation Operation = new(
        "iam", "ListDomains",
        OrganisationPolicies.List.Permission,
        TrailRule.Organisation("List Domains", "Domain"));

    public static async Task<Outcome<DomainsResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        var byName = ListFilters.Name(query);
        var byEnabled = ListFilters.WhereEnabled(ListFilters.Enabled(query));
        var page = ListPage.Read(query);
        if (OrganisationPolicies.List.RefuseList(call, domainId: null, out var only) is { } refused)
        {
            return refused;
        }

        if (query.Check(UnknownFields.Ignore) is { } error)
        {
            return error;
        }

        Sql byId = only is null ? Sql.Empty : $" AND id = {only}";
        var organisations = await database.ReadAsync(session => session.QueryAsync(
            $"SELECT {Organisation.Columns} FROM iam_organisations WHERE id > {page.After}{byId}{byName}{byEnabled} ORDER BY id LIMIT {page.Take}", Organisation.Read),
            call.Context.RequestAborted);
        var links = page.Cut(call, "domains", organisations, static organisation => organisation.Id);
        return new DomainsResponse([.. organisations.Select(organisation => organisation.ToBody(call))], links);
    }
}
