using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.Mappings;

/// <summary>Shows a mapping.</summary>
internal static class GetMapping
{
    public static readonly Operation Operation = new(
        "iam", "GetMapping",
        FederationPolicies.GetMapping.Permission,
        TrailRule.Organisation("Get Mapping", "Mapping"),
        FederationErrors.MappingNotFound);

    public static async Task<Outcome<MappingResponse>> HandleAsync(string mapping_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = mapping_id;
        if (FederationPolicies.GetMapping.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync(session => FederationMapping.FindAsync(session, mapping_id), call.Context.RequestAborted) is { } found
            ? new MappingResponse(found.ToBody(call))
            : FederationErrors.MappingNotFound.With(mapping_id);
    }
}
