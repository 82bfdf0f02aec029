using System.Data.Common;
using System.Runtime.InteropServices;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Server.Logging;
using Haneul.Server.Start;

namespace Haneul.Server.Backups;

/// <summary>What the verbs on backups share: settings, the root key, exit codes, and an end in order when somebody presses Ctrl-C.</summary>
internal static class BackupVerb
{
    /// <summary>Exit code for a backup that is damaged.</summary>
    public const int Damaged = 1;

    /// <summary>Exit code for what was refused or could not be done (sysexits' EX_CONFIG, as for a refused start).</summary>
    public const int Refused = 78;

    /// <summary>Exit code for an end by Ctrl-C.</summary>
    private const int Interrupted = 130;

    /// <summary>Runs a verb; a failure is one line on standard error that begins with <paramref name="failure"/>.</summary>
    public static async Task<int> RunAsync(string failure, Func<CancellationToken, Task<int>> run, CancellationToken cancellation)
    {
        // Without the host of a server nobody else listens to signals, and what is half done has to be taken away.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        var (code, reason) = await RunAsync(run, stop);
        if (reason is not null)
        {
            await Console.Error.WriteLineAsync($"{failure}: {Redaction.Apply(reason)}");
        }

        return code;
    }

    /// <summary>The settings as a server reads them.</summary>
    public static HaneulOptions ReadOptions(IReadOnlyDictionary<string, string?> settings) => HaneulOptions.Read(
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddInMemoryCollection(settings)
            .Build());

    private static async Task<(int Code, string? Reason)> RunAsync(Func<CancellationToken, Task<int>> run, CancellationTokenSource stop)
    {
        try
        {
            return (await run(stop.Token), null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (Interrupted, "it was stopped, and nothing was kept.");
        }
        catch (BackupDamagedException exception)
        {
            return (Damaged, $"the backup is damaged: {exception.Message}. Take another one.");
        }
        catch (Exception exception) when (exception is ConfigurationRefusedException or StorageRefusedException or StartRefusedException or CatalogueGapException
            or StorageUnavailableException or DbException or IOException or UnauthorizedAccessException)
        {
            return (Refused, exception.Message);
        }
    }
}
