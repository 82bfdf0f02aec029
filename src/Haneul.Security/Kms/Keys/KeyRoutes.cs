using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Keys;

/// <summary>The operations on keys.</summary>
internal static class KeyRoutes
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(RouteGroupBuilder api)
    {
    }
}
