using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>Lists service providers.</summary>
internal static class ListServiceProviders
{
    public static readonly Operation Operation = new(
        "iam", "ListServiceProviders",
        FederationPolicies.ListServiceProviders.Permission,
        TrailRule.Organisation("List Service Providers", "Service Provider"));

    public static async Task<Outcome<ServiceProvidersResponse>> HandleAsync(Call call, QueryFields query, IDatabase database)
    {
        Sql byId = query.Text("id") is { } id ? $" AND id = {id}" : Sql.Empty;
        Sql byEnabled = ListFilters.WhereEnabled(ListFilters.Enabled(query));
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (FederationPolicies.ListServiceProviders.Refuse(call) is { } refused)
        {
            return refused;
        }

        var providers = await database.ReadAsync(
            session => session.QueryAsync($"SELECT {ServiceProvider.Columns} FROM iam_service_providers WHERE 1 = 1{byId}{byEnabled} ORDER BY id", ServiceProvider.Read),
            call.Context.RequestAborted);
        return new ServiceProvidersResponse([.. providers.Select(provider => provider.ToBody(call))], IamLinks.ToList(call, "OS-FEDERATION/service_providers"));
    }
}
