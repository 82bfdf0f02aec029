using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms;

/// <summary>Key Management Service: the key hierarchy under everything confidential. Its published calls are answered 501 until they are built.</summary>
public sealed class KmsModule : IServiceModule
{
    internal const string Id = "kms";

    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } =
        new ServiceDescriptor(Id, "Key Management Service", Dialect.Platform, "kms.openapi.json")
        {
            CatalogType = "key-management-service",
            Migrations = typeof(KmsModule),
        }
        .At("kms")
        .At("key-management-service");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services) => services.AddKms();

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
    }
}
