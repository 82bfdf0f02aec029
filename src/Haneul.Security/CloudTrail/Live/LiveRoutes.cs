using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Security.CloudTrail.Export;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>The operations that take whole stretches of the trail, and what removes them when their time has come (docs/adr/0026-trail-retention.md).</summary>
internal static class LiveRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<EventExports>().AddSingleton<TailReads>()
        .AddSingleton<EventTail>().AddHostedService(static provider => provider.GetRequiredService<EventTail>())
        .AddSingleton<TrailTrimming>()
        .AddSingleton<TrimJob>().AddSingleton<IJobHandler>(static provider => provider.GetRequiredService<TrimJob>())
        .AddHostedService(static provider => provider.GetRequiredService<TrimJob>());

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/events/export", ExportEvents.Handle).For(ExportEvents.Operation);
        api.MapGet("/haneul/v1/events/stream", StreamEvents.Handle).For(StreamEvents.Operation);
    }
}
