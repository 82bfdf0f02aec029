using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>Changes a service provider.</summary>
internal static class UpdateServiceProvider
{
    public static readonly Operation Operation = new(
        "iam", "UpdateServiceProvider",
        FederationPolicies.UpdateServiceProvider.Permission,
        TrailRule.Organisation("Update Service Provider", "Service Provider"),
        IamErrors.DelegatedChange, FederationErrors.ServiceProviderNotFound);

    public static async Task<Outcome<ServiceProviderResponse>> HandleAsync(string sp_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = sp_id;
        if (FederationPolicies.UpdateServiceProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (!body.TryRead(static fields => ServiceProviderFields.Read(fields, isNew: false), out var wanted, out var error))
        {
            return error;
        }

        return await changes.WriteAsync<ServiceProviderResponse>(call, async transaction =>
        {
            if (await ServiceProvider.FindAsync(transaction, sp_id) is not { } old)
            {
                return FederationErrors.ServiceProviderNotFound.With(sp_id);
            }

            var provider = old with
            {
                AuthUrl = wanted.AuthUrl ?? old.AuthUrl,
                SpUrl = wanted.SpUrl ?? old.SpUrl,
                Description = wanted.GivesDescription ? wanted.Description : old.Description,
                IsEnabled = wanted.IsEnabled ?? old.IsEnabled,
                RelayStatePrefix = wanted.RelayStatePrefix ?? old.RelayStatePrefix,
            };
            await transaction.ExecuteAsync($"""
                UPDATE iam_service_providers SET auth_url = {provider.AuthUrl}, sp_url = {provider.SpUrl}, description = {provider.Description},
                       enabled = {provider.IsEnabled}, relay_state_prefix = {provider.RelayStatePrefix}
                WHERE id = {sp_id}
                """);
            return new ServiceProviderResponse(provider.ToBody(call));
        });
    }
}
