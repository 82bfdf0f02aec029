using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Versions;

/// <summary>The operations on versions of keys.</summary>
internal static class KeyVersionRoutes
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(RouteGroupBuilder api)
    {
    }
}
