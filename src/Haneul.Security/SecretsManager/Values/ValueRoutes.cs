using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>The operations beyond the published API on values: batch reads, differences, restoring, changes (docs/secrets.md).</summary>
internal static class ValueRoutes
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(RouteGroupBuilder api)
    {
    }
}
