using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>Lists mappings.</summary>
internal static class ListMappings
{
    public static readonly Operation Operation = new(
        "iam", "ListMappings",
        FederationPolicies.ListMappings.Permission,
        TrailRule.Organisation("List Mappings", "Mapping"));

    public static async Task<Outcome<MappingsResponse>> HandleAsync(Call call, IDatabase database)
    {
        if (FederationPolicies.ListMappings.Refuse(call) is { } refused)
        {
            return refused;
        }

        var mappings = await database.ReadAsync(
            session => session.QueryAsync($"SELECT {FederationMapping.Columns} FROM iam_federation_mappings ORDER BY id", FederationMapping.Read), call.Context.RequestAborted);
        return new MappingsResponse([.. mappings.Select(mapping => mapping.ToBody(call))], IamLinks.ToList(call, "OS-FEDERATION/mappings"));
    }
}
