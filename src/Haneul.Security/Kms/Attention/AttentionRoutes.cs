using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Wire.Installation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Attention;

/// <summary>The operations that tell what of a project's keys needs attention, and what administrators are told of the keys of the installation (docs/adr/0030).</summary>
internal static class AttentionRoutes
{
    public static void Add(IServiceCollection services) => services.AddSingleton<IInstallationPart<InstallationKeys>, KeysPart>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/kms/scheduled-destructions", ListScheduledKeyDestructions.HandleAsync).For(ListScheduledKeyDestructions.Operation);
        api.MapGet("/haneul/v1/kms/rotations", ListKeyRotations.HandleAsync).For(ListKeyRotations.Operation);
        api.MapGet("/haneul/v1/kms/summary", GetKmsSummary.HandleAsync).For(GetKmsSummary.Operation);
    }
}
