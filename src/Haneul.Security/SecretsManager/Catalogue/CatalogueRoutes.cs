using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>The operations beyond the published API that find and describe secrets: search, tags, owners, expiry (docs/adr/0018).</summary>
internal static class CatalogueRoutes
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SecretEdits>().AddSingleton<SecretSearch>().AddSingleton<SecretCursors>();
        services.AddSingleton<ISecretObserver, SearchObserver>();
        services.AddSingleton<LastReads>().AddSingleton<IHostedService>(provider => provider.GetRequiredService<LastReads>());
        services.AddSingleton<SearchCatchUp>()
            .AddSingleton<IJobHandler>(provider => provider.GetRequiredService<SearchCatchUp>())
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<SearchCatchUp>());
        services.AddSingleton<ExpiryPlan>().AddSingleton<ISecretObserver, ExpiryObserver>().AddSingleton<IJobHandler, ExpiryJob>();
    }

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/secrets-manager/secrets", SearchSecrets.HandleAsync).For(SearchSecrets.Operation);
        api.MapGet("/haneul/v1/secrets-manager/secrets/{secretId}", GetSecretDetails.HandleAsync).For(GetSecretDetails.Operation);
        api.MapPatch("/haneul/v1/secrets-manager/secrets/{secretId}", UpdateSecret.HandleAsync).For(UpdateSecret.Operation);
        api.MapPut("/haneul/v1/secrets-manager/secrets/{secretId}/owner", TransferSecretOwner.HandleAsync).For(TransferSecretOwner.Operation);
        api.MapGet("/haneul/v1/secrets-manager/secrets/{secretId}/readers", ListSecretReaders.HandleAsync).For(ListSecretReaders.Operation);
        api.MapPut("/haneul/v1/secrets-manager/secrets/{secretId}/tags/{key}", SetSecretTag.HandleAsync).For(SetSecretTag.Operation);
        api.MapDelete("/haneul/v1/secrets-manager/secrets/{secretId}/tags/{key}", DeleteSecretTag.HandleAsync).For(DeleteSecretTag.Operation);
    }
}
