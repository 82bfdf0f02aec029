using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.ServiceCatalog.Regions;

/// <summary>Adds a region, with an id of the caller's choice if the body names one.</summary>
internal static class CreateRegion
{
    public static readonly Operation Operation = new(
        "iam", "CreateRegion",
        ServiceCatalogPolicies.CreateRegion.Permission,
        TrailRule.Organisation("Create Region", "Region"),
        IamErrors.DelegatedChange, CatalogErrors.RegionNotFound, CatalogErrors.RegionTaken);

    public static async Task<Outcome<RegionResponse>> HandleAsync(Call call, JsonBody body, MeaningfulChanges changes, CatalogDirectory directory, IdGenerator ids)
    {
        if (ServiceCatalogPolicies.CreateRegion.Refuse(call) is { } refused)
        {
            return refused;
        }

        return body.TryRead(static fields => RegionFields.Read(fields, id: null), out var wanted, out var error, UnknownFields.Ignore)
            ? await AddAsync(call, wanted.Id ?? ids.NewHexId(), wanted, changes, directory)
            : error;
    }

    /// <summary>Adds the region under that id.</summary>
    public static async ValueTask<Outcome<RegionResponse>> AddAsync(Call call, string id, RegionFields wanted, MeaningfulChanges changes, CatalogDirectory directory)
    {
        var region = new CatalogRegion(id, wanted.Description ?? "", wanted.ParentId, wanted.Extra);
        call.Trail.ResourceId = id;
        return await changes.WriteAsync<RegionResponse>(call, async transaction =>
        {
            var entries = await directory.ReadAsync(transaction);
            if (entries.FindRegion(id) is not null)
            {
                return CatalogErrors.RegionTaken.With(id);
            }

            if (region.ParentId is { } parentId && entries.FindRegion(parentId) is null)
            {
                return CatalogErrors.RegionNotFound.With(parentId);
            }

            await CatalogRegion.InsertAsync(transaction, region, UnixTime.ToMicroseconds(call.Now));
            return Outcome.Created(new RegionResponse(region.ToBody(call)));
        });
    }
}
