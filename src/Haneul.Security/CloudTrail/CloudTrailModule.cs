using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Health;
using Haneul.Security.CloudTrail.Index;
using Haneul.Security.CloudTrail.Live;
using Haneul.Security.CloudTrail.LogStorage;
using Haneul.Security.CloudTrail.Notifications;
using Haneul.Security.CloudTrail.Verification;
using Haneul.Wire.CloudTrail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail;

/// <summary>Cloud Trail: keeps the event of every call and finds it again.</summary>
public sealed class CloudTrailModule : IServiceModule
{
    /// <inheritdoc />
    public static ServiceDescriptor Descriptor { get; } = new ServiceDescriptor(
        "cloud-trail",
        "Cloud Trail",
        Dialect.Platform,
        "cloudtrail.openapi.json",
        "haneul-trail-verification.openapi.json",
        "haneul-trail-events.openapi.json",
        "haneul-trail-notifications.openapi.json",
        "haneul-trail-storage.openapi.json",
        "haneul-trail-health.openapi.json")
    {
        CatalogType = "cloud-trail",
        Migrations = typeof(CloudTrailModule),
        WireTypes = [CloudTrailJson.Default, TrailVerificationJson.Default, NotificationsJson.Default, LogStorageJson.Default, TrailHealthJson.Default],
    }.At("cloud-trail");

    /// <inheritdoc />
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ChainRecovery>();
        services.AddSingleton<TrailChain>();
        services.AddHostedService(static provider => provider.GetRequiredService<TrailChain>());
        services.AddSingleton<TrailDictionary>();
        services.AddSingleton<ITrail, TrailWriter>();
        services.AddTrailIndex();
        services.AddSingleton<EventSearch>();
        services.AddSingleton<EventCursors>();
        services.AddSingleton<IBackupCheck, TrailCheck>();
        VerificationRoutes.Add(services);
        LiveRoutes.Add(services);
        NotificationRoutes.Add(services);
        LogStorageRoutes.Add(services);
        HealthRoutes.Add(services);
        services.AddSingleton<BacklogLooks>().AddHostedService(static provider => provider.GetRequiredService<BacklogLooks>());
    }

    /// <inheritdoc />
    public static void MapOperations(RouteGroupBuilder api)
    {
        api.MapGet("/api/v1/events", ListEvents.HandleAsync).For(ListEvents.Operation);
        VerificationRoutes.Map(api);
        api.MapGet("/haneul/v1/event-counts", GetEventCounts.HandleAsync).For(GetEventCounts.Operation);
        LiveRoutes.Map(api);
        NotificationRoutes.Map(api);
        LogStorageRoutes.Map(api);
        HealthRoutes.Map(api);
    }
}
