using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Security.SecretsManager.Catalogue;
using Haneul.Security.SecretsManager.Values;
using Haneul.Wire.SecretsManager;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager;

/// <summary>Secrets Manager: values in numbered versions, each enclosed under the key of its project. Choices: docs/adr/0004.</summary>
public sealed class SecretsManagerModule : IServiceModule
{
    internal const string Id = "secrets-manager";

    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } =
        new ServiceDescriptor(Id, "Secrets Manager", Dialect.Platform, "secretsmanager.openapi.json", "secretsmanager-published.openapi.json")
        {
            RootPaths = ["/api/v1/secrets", "/haneul/v1/secrets-manager"],
            CatalogType = Id,
            Migrations = typeof(SecretsManagerModule),
            WireTypes =
            [
                SecretsManagerJson.Default,
                SecretCatalogueJson.Default,
                SecretValuesJson.Default,
            ],
        }
        .At("secrets-manager", published: true)
        .At("secrets-manager-service");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<SecretValues>().AddSingleton<SecretObservers>().AddSingleton<IHoldings, LiveSecrets>().AddSingleton<VersionTurns>();
        services.AddSingleton<IRewrappable, ValueRewrap>();
        CatalogueRoutes.Add(services);
        ValueRoutes.Add(services);
    }

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
        api.MapPost("/api/v1/secrets", CreateSecret.HandleAsync).For(CreateSecret.Operation);
        api.MapGet("/api/v1/secrets", ListSecrets.HandleAsync).For(ListSecrets.Operation);
        api.MapGet("/api/v1/secrets/{secretId}", GetSecret.HandleAsync).For(GetSecret.Operation);
        api.MapPost("/api/v1/secrets/{secretId}/versions", CreateSecretVersion.HandleAsync).For(CreateSecretVersion.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/versions", ListSecretVersions.HandleAsync).For(ListSecretVersions.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/versions/value", GetSecretDefaultVersion.HandleAsync).For(GetSecretDefaultVersion.Operation);
        api.MapGet("/api/v1/secrets/{secretId}/versions/{version}/value", GetSecretVersion.HandleAsync).For(GetSecretVersion.Operation);
        CatalogueRoutes.Map(api);
        ValueRoutes.Map(api);
    }
}
