using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Services;

/// <summary>Lists services, those of the server first.</summary>
internal static class ListServices
{
    public static readonly Operation Operation = new(
        "iam", "ListServices",
        ServiceCatalogPolicies.ListServices.Permission,
        TrailRule.Organisation("List Services", "Service"));

    public static async Task<Outcome<ServicesResponse>> HandleAsync(Call call, QueryFields query, IDatabase database, CatalogDirectory directory)
    {
        var name = query.Text("name");
        var type = query.Text("type");
        if (query.Check(UnknownFields.Ignore) is { } wrongQuery)
        {
            return wrongQuery;
        }

        if (ServiceCatalogPolicies.ListServices.Refuse(call) is { } refused)
        {
            return refused;
        }

        var entries = await database.ReadAsync(directory.GetAsync, call.Context.RequestAborted);
        return new ServicesResponse(
            [.. entries.Services.Where(service => (type is null || type == service.Type) && (name is null || name == service.Name)).Select(service => service.ToBody(call))],
            IamLinks.ToList(call, "services"));
    }
}
