using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>Deletes a service provider.</summary>
internal static class DeleteServiceProvider
{
    public static readonly Operation Operation = new(
        "iam", "DeleteServiceProvider",
        FederationPolicies.DeleteServiceProvider.Permission,
        TrailRule.Organisation("Delete Service Provider", "Service Provider"),
        IamErrors.DelegatedChange, FederationErrors.ServiceProviderNotFound);

    public static async Task<Outcome<NoContent>> HandleAsync(string sp_id, Call call, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = sp_id;
        if (FederationPolicies.DeleteServiceProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        return await changes.WriteAsync<NoContent>(call, async transaction =>
            await transaction.ExecuteAsync($"DELETE FROM iam_service_providers WHERE id = {sp_id}") > 0 ? Outcome.NoContent() : FederationErrors.ServiceProviderNotFound.With(sp_id));
    }
}
