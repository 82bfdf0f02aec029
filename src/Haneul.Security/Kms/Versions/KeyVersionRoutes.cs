using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage.Scrubbing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.Kms.Versions;

/// <summary>The operations on versions of keys.</summary>
internal static class KeyVersionRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton(new NarrowTable("kms_key_material"))
        .AddSingleton<KeyVersionMoves>().AddSingleton<KeyVersionCalls>()
        .AddSingleton<IJobHandler, DestroyKeyVersionJob>().AddSingleton<IJobHandler, RotateKeyJob>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPatch("/api/v1/keys/{keyId}/rotation", UpdateUserKeyRotation.HandleAsync).For(UpdateUserKeyRotation.Operation);
        api.MapPost("/api/v1/keys/{keyId}/versions", CreateKeyVersion.HandleAsync).For(CreateKeyVersion.Operation);
        api.MapGet("/api/v1/keys/{keyId}/versions", ListKeyVersions.HandleAsync).For(ListKeyVersions.Operation);
        api.MapPatch("/api/v1/keys/{keyId}/versions/schedule-destroy", BulkScheduleKeyVersionDestruction.HandleAsync).For(BulkScheduleKeyVersionDestruction.Operation);
        api.MapPatch("/api/v1/keys/{keyId}/versions/cancel-schedule-destroy", BulkCancelScheduledKeyVersionDestruction.HandleAsync)
            .For(BulkCancelScheduledKeyVersionDestruction.Operation);
        api.MapPatch("/api/v1/keys/{keyId}/versions/{version}/deactivate", DeactivateKeyVersion.HandleAsync).For(DeactivateKeyVersion.Operation);
        api.MapPatch("/api/v1/keys/{keyId}/versions/{version}/schedule-destroy", ScheduleKeyVersionDestruction.HandleAsync).For(ScheduleKeyVersionDestruction.Operation);
        api.MapPatch("/api/v1/keys/{keyId}/versions/{version}/cancel-schedule-destroy", CancelScheduledKeyVersionDestruction.HandleAsync)
            .For(CancelScheduledKeyVersionDestruction.Operation);
    }
}
