using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>The operations beyond the published API that find and describe secrets: search, tags, owners, expiry (docs/secrets.md).</summary>
internal static class CatalogueRoutes
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(RouteGroupBuilder api)
    {
    }
}
