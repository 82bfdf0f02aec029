using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Wire.Installation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail.Health;

/// <summary>The operation that tells a project how the trail does, and what administrators are told of the trail of the installation (docs/adr/0030).</summary>
internal static class HealthRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<IInstallationPart<InstallationTrail>, TrailPart>()
        .AddSingleton<IInstallationPart<InstallationLogStorage>, LogStoragePart>()
        .AddSingleton<IInstallationPart<InstallationNotifications>, NotificationsPart>();

    public static void Map(RouteGroupBuilder api) => api.MapGet("/haneul/v1/trail-health", GetTrailHealth.HandleAsync).For(GetTrailHealth.Operation);
}
