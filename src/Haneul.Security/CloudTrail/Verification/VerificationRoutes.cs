using Haneul.Kernel.Operations;
using Haneul.Security.CloudTrail.Verification.Api;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.CloudTrail.Verification.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail.Verification;

/// <summary>The operations that show and verify the evidence of the trail, and what makes it (docs/adr/0022).</summary>
internal static class VerificationRoutes
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CheckpointKey>().AddSingleton<CheckpointMaker>().AddSingleton<CheckpointAudit>().AddSingleton<TrailVerification>().AddSingleton<VerificationMetrics>();
        services.AddSingleton<CheckpointSchedule>().AddHostedService(static provider => provider.GetRequiredService<CheckpointSchedule>());
        services.AddSingleton<VerificationRunner>().AddHostedService(static provider => provider.GetRequiredService<VerificationRunner>());
    }

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/checkpoint-key", GetTrailCheckpointKey.HandleAsync).For(GetTrailCheckpointKey.Operation);
        api.MapGet("/haneul/v1/checkpoints", ListTrailCheckpoints.HandleAsync).For(ListTrailCheckpoints.Operation);
        api.MapGet("/haneul/v1/checkpoints/{number}", GetTrailCheckpoint.HandleAsync).For(GetTrailCheckpoint.Operation);
        api.MapGet("/haneul/v1/verifications", ListTrailVerifications.HandleAsync).For(ListTrailVerifications.Operation);
        api.MapPost("/haneul/v1/verifications", StartTrailVerification.HandleAsync).For(StartTrailVerification.Operation);
        api.MapGet("/haneul/v1/verifications/{verificationId}", GetTrailVerification.HandleAsync).For(GetTrailVerification.Operation);
    }
}
