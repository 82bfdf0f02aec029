using Haneul.Kernel.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Kernel.Storage.Scrubbing;

/// <summary>Registers what makes destroyed keys leave the files of the database.</summary>
public static class ScrubbingServices
{
    /// <summary>Adds the job. The tables are added by their services.</summary>
    public static IServiceCollection AddScrubbing(this IServiceCollection services) => services.AddSingleton<IJobHandler, ScrubJob>();
}
