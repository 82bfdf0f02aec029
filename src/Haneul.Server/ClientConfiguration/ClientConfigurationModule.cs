using Haneul.Kernel.Access;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Wire.ClientConfiguration;
using Haneul.Wire.Installation;

namespace Haneul.Server.ClientConfiguration;

/// <summary>
/// Client Configuration (the cloud's host <c>heimdall</c>): where the official clients ask for the services' addresses before anything else. It tells
/// how this server is composed and reached, keeps nothing and sees no key, so it is part of the server. Choices: docs/adr/0012.
/// Administrators ask it how the installation stands (docs/adr/0030).
/// </summary>
internal sealed class ClientConfigurationModule : IServiceModule
{
    public const string Id = "config";

    /// <summary>The id of the one set of addresses and of the one policy: there are no others to rank.</summary>
    public const string OnlyOne = "default";

    /// <summary>Who made what is resolved: nobody did, it follows from settings.</summary>
    public const string Author = "system";

    /// <summary>The permission of what clients ask.</summary>
    public static readonly Permission AnySignedIn = Permission.SignedIn("any caller: it tells how this server is reached, and nothing of anybody's");

    public static ServiceDescriptor Descriptor { get; } = new ServiceDescriptor(Id, "Client Configuration", Dialect.Platform, "config.openapi.json", "haneul-installation.openapi.json")
    {
        CatalogType = Id,
        RootPaths = ["/haneul/v1/installation"],
        WireTypes = [ClientConfigurationJson.Default, InstallationJson.Default],
    }
    .At("config")
    .At("heimdall");

    public static void AddServices(IServiceCollection services)
    {
    }

    public static void MapOperations(RouteGroupBuilder api)
    {
        api.MapGet("/api/v1/client-endpoints/resolve", ResolveClientEndpoint.Handle).For(ResolveClientEndpoint.Operation);
        api.MapGet("/api/v1/az-policies/resolve", ResolveAzPolicy.Handle).For(ResolveAzPolicy.Operation);
        api.MapGet("/api/v1/client-metadata/resolve", ResolveClientMetadata.Handle).For(ResolveClientMetadata.Operation);
        api.MapGet("/haneul/v1/installation", GetInstallation.HandleAsync).For(GetInstallation.Operation);
    }
}
