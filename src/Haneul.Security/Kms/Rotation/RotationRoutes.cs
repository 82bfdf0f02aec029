using Haneul.Kernel.Crypto;
using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Rotation;

/// <summary>Rotation of root key and service keys: two calls, and the jobs that do the work.</summary>
internal static class RotationRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<ServiceKeyRotator>()
        .AddSingleton<IRewrappable, MaterialRewrap>()
        .AddSingleton<IJobHandler, RotateServiceKeyJob>()
        .AddSingleton<IJobHandler, RewrapServiceJob>()
        .AddSingleton<IJobHandler, RewrapRootJob>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/kms/service-keys/{service}/rotation", GetServiceKeyRotation.HandleAsync).For(GetServiceKeyRotation.Operation);
        api.MapPost("/haneul/v1/kms/service-keys/{service}/rotation", RotateServiceKey.HandleAsync).For(RotateServiceKey.Operation);
    }
}
