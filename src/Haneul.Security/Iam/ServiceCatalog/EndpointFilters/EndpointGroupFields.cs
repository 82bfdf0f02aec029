using Haneul.Kernel.Operations;
using Haneul.Security.Iam.ServiceCatalog.Endpoints;

namespace Haneul.Security.Iam.ServiceCatalog.EndpointFilters;

/// <summary>The fields of an endpoint group that a request gives; null for those that it leaves out.</summary>
internal sealed record EndpointGroupFields(string? Name, string? Description, bool GivesDescription, EndpointFilter? Filter)
{
    private const int LongestDescription = 64 * 1024;

    /// <summary>Reads the body. Unlike most resources of IAM, Keystone refuses what it does not know on this one.</summary>
    /// <param name="body">The body.</param>
    /// <param name="id">The id in the path; null for a new group.</param>
    public static EndpointGroupFields Read(JsonFields body, string? id)
    {
        if (body.RequiredObject("endpoint_group") is not { } group)
        {
            return new(null, null, GivesDescription: false, null);
        }

        if (id is not null)
        {
            MatchingId.Check(group, id);
        }

        var name = id is null ? NameField.Required(group) : NameField.Optional(group);
        var filters = id is null ? group.RequiredObject("filters") : group.OptionalObject("filters");
        return new(name, group.OptionalString("description", 0, LongestDescription), group.Has("description"), filters is null ? null : ReadFilter(group, filters));
    }

    private static EndpointFilter ReadFilter(JsonFields group, JsonFields filters)
    {
        var filter = new EndpointFilter(filters.OptionalString("service_id", 1), filters.OptionalString("region_id", 1), filters.OptionalString("interface", 1));
        if (filter is { ServiceId: null, RegionId: null, Interface: null })
        {
            group.AddProblem("filters", "must have one of service_id, region_id and interface");
        }

        return filter;
    }
}
