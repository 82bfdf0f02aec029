using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Security.SecretsManager.Attention;

/// <summary>The operations that tell what of a project's secrets needs attention (docs/adr/0030).</summary>
internal static class AttentionRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/secrets-manager/scheduled-destructions", ListScheduledSecretDestructions.HandleAsync).For(ListScheduledSecretDestructions.Operation);
        api.MapGet("/haneul/v1/secrets-manager/summary", GetSecretsManagerSummary.HandleAsync).For(GetSecretsManagerSummary.Operation);
    }
}
