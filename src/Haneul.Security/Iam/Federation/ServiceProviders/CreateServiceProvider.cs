using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Iam.Tokens;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Federation.ServiceProviders;

/// <summary>Adds a service provider under the id in the path, disabled unless it says otherwise.</summary>
internal static class CreateServiceProvider
{
    public static readonly Operation Operation = new(
        "iam", "CreateServiceProvider",
        FederationPolicies.CreateServiceProvider.Permission,
        TrailRule.Organisation("Create Service Provider", "Service Provider"),
        IamErrors.DelegatedChange, FederationErrors.ServiceProviderTaken);

    public static async Task<Outcome<ServiceProviderResponse>> HandleAsync(string sp_id, Call call, JsonBody body, MeaningfulChanges changes)
    {
        call.Trail.ResourceId = sp_id;
        if (FederationPolicies.CreateServiceProvider.Refuse(call) is { } refused)
        {
            return refused;
        }

        if (FederationId.Refuse("sp_id", sp_id) is { } wrongId)
        {
            return wrongId;
        }

        if (!body.TryRead(static fields => ServiceProviderFields.Read(fields, isNew: true), out var wanted, out var error))
        {
            return error;
        }

        var provider = new ServiceProvider(
            sp_id, wanted.AuthUrl!, wanted.SpUrl!, wanted.Description, wanted.IsEnabled ?? false, wanted.RelayStatePrefix ?? ServiceProvider.UsualRelayStatePrefix);
        return await changes.WriteAsync<ServiceProviderResponse>(call, async transaction =>
        {
            var added = await transaction.ExecuteAsync($"""
                INSERT INTO iam_service_providers (id, auth_url, sp_url, description, enabled, relay_state_prefix, created_at)
                VALUES ({sp_id}, {provider.AuthUrl}, {provider.SpUrl}, {provider.Description}, {provider.IsEnabled}, {provider.RelayStatePrefix},
                        {UnixTime.ToMicroseconds(call.Now)})
                ON CONFLICT DO NOTHING
                """);
            return added > 0 ? Outcome.Created(new ServiceProviderResponse(provider.ToBody(call))) : FederationErrors.ServiceProviderTaken.With(sp_id);
        });
    }
}
