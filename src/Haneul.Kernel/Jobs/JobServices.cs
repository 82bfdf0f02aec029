using System.Reflection;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Wire.Installation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Kernel.Jobs;

/// <summary>Registers what durable jobs need.</summary>
public static class JobServices
{
    /// <summary>Where the table of jobs comes from.</summary>
    public static MigrationSource Migrations { get; } = new("kernel", Assembly.GetExecutingAssembly(), "Haneul.Kernel.Jobs.Migrations.");

    /// <summary>Adds jobs and the worker that runs them. Handlers are added by their services.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobSignal>().AddSingleton<IJobs, StoredJobs>().AddSingleton<BackgroundEvents>().AddSingleton<IInstallationPart<InstallationJobs>, JobsPart>()
        .AddSingleton<JobMetrics>()
        .AddSingleton(provider => new JobWorker(
            provider.GetServices<IJobHandler>(), provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<JobSignal>(), provider.GetRequiredService<JobMetrics>(),
            provider.GetRequiredService<IdGenerator>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<JobWorker>>()))
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<JobWorker>());
}
