using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Security.Kms.Attention;
using Haneul.Security.Kms.Keys;
using Haneul.Security.Kms.Rotation;
using Haneul.Security.Kms.Uses;
using Haneul.Security.Kms.Versions;
using Haneul.Wire.Kms;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms;

/// <summary>Key Management Service: the key hierarchy under everything confidential. Its published calls are answered 501 until they are built.</summary>
public sealed class KmsModule : IServiceModule
{
    internal const string Id = "kms";

    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } =
        new ServiceDescriptor(Id, "Key Management Service", Dialect.Platform, "kms.openapi.json", "haneul-kms.openapi.json", "haneul-kms-attention.openapi.json")
        {
            CatalogType = "key-management-service",
            Migrations = typeof(KmsModule),
            RootPaths = ["/haneul/v1/kms"],
            StateDiagrams = [KeyLife.Table.Diagram, KeyVersionLife.Table.Diagram],
            WireTypes =
            [
                KmsKeysJson.Default,
                KmsVersionsJson.Default,
                KmsUsesJson.Default,
                KmsRotationJson.Default,
                KmsAttentionJson.Default,
            ],
        }
        .At("kms")
        .At("key-management-service");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services)
    {
        services.AddKms();
        KeyRoutes.Add(services);
        KeyVersionRoutes.Add(services);
        KeyUseRoutes.Add(services);
        RotationRoutes.Add(services);
        AttentionRoutes.Add(services);
    }

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
        KeyRoutes.Map(api);
        KeyVersionRoutes.Map(api);
        KeyUseRoutes.Map(api);
        RotationRoutes.Map(api);
        AttentionRoutes.Map(api);
    }
}
