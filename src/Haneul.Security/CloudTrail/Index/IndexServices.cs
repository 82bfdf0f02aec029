using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Events;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>Registers what makes the index, and what asks it.</summary>
internal static class IndexServices
{
    /// <summary>Adds the builder of the index and the counts of events.</summary>
    public static void AddTrailIndex(this IServiceCollection services)
    {
        services.AddSingleton<EraIndexer>();
        services.AddSingleton<IndexBuilder>();
        services.AddHostedService(static provider => provider.GetRequiredService<IndexBuilder>());
        services.AddSingleton(static provider =>
            new SearchWindow(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<HaneulOptions>().TrailSearchWindow));
        services.AddSingleton<EventCounting>();
        services.AddSingleton<IEraData, IndexedEras>();
    }
}
