using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>Shows a service provider.</summary>
internal static class GetServiceProvider
{
    public static readonly Operation Operation = new(
        "iam", "GetServiceProvider",
        FederationPolicies.GetServiceProvider.Permission,
        TrailRule.Organisation("Get Service Provider", "Service Provider"),
        FederationErrors.ServiceProviderNotFound);

    public static async Task<Outcome<ServiceProviderResponse>> HandleAsync(string sp_id, Call call, IDatabase database)
    {
        call.Trail.ResourceId = sp_id;
        if (FederationPolicies.GetServiceProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await database.ReadAsync(session => ServiceProvider.FindAsync(session, sp_id), call.Context.RequestAborted) is { } found
            ? new ServiceProviderResponse(found.ToBody(call))
            : FederationErrors.ServiceProviderNotFound.With(sp_id);
    }
}
