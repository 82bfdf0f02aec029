using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Uses;

/// <summary>The operations with which keys are used.</summary>
internal static class KeyUseRoutes
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(RouteGroupBuilder api)
    {
    }
}
