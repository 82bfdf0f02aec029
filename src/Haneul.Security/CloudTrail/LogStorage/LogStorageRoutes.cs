using Haneul.Kernel.Jobs;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.CloudTrail.LogStorage.Buckets;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Log storage: the events of projects in buckets and folders (docs/adr/0024-log-storage.md).</summary>
internal static class LogStorageRoutes
{
    public static void Add(IServiceCollection services) => services
        .AddSingleton<BucketClient>().AddSingleton<BucketSecrets>().AddSingleton<IBackupCheck>(static provider => provider.GetRequiredService<BucketSecrets>())
        .AddSingleton<LogStorageMetrics>().AddSingleton<TestPace>().AddSingleton<LogObjects>().AddSingleton<LogParts>().AddSingleton<IJobHandler, StoreLogsJob>().AddSingleton<ITrailConsumer, LogStoragePositions>();

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/haneul/v1/log-storage", GetLogStorage.HandleAsync).For(GetLogStorage.Operation);
        api.MapPut("/haneul/v1/log-storage", SetLogStorage.HandleAsync).For(SetLogStorage.Operation);
        api.MapDelete("/haneul/v1/log-storage", DisableLogStorage.HandleAsync).For(DisableLogStorage.Operation);
        api.MapPost("/haneul/v1/log-storage/tests", TestLogStorage.HandleAsync).For(TestLogStorage.Operation);
    }
}
