using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>The real server in its own process, on a free loopback port, with a data folder of its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Process process;
    private readonly LogFile output;
    private readonly LogFile error;

    private ServerProcess(ProcessStartInfo start, Uri address, string dataFolder)
    {
        Address = address;
        DataFolder = dataFolder;

        // Beside the data folder, not in it: tests search the folder and the logs apart.
        var logs = Directory.CreateDirectory(dataFolder.TrimEnd(Path.DirectorySeparatorChar) + ".logs").FullName;
        output = new LogFile(Path.Combine(logs, "stdout.log"));
        error = new LogFile(Path.Combine(logs, "stderr.log"));
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Append(line.Data);
        process.ErrorDataReceived += (_, line) => error.Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The built server of the configuration that the tests were built in.</summary>
    public static string AssemblyPath { get; } = FindAssembly();

    /// <summary>Where the server listens.</summary>
    public Uri Address { get; }

    /// <summary>The server's data folder.</summary>
    public string DataFolder { get; }

    /// <summary>The process id, for measurements.</summary>
    public int Id => process.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The exit code of the ended process.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>The file that collects standard output, over all starts with the same log folder.</summary>
    public string OutputFile => output.Path;

    /// <summary>The file that collects standard error, over all starts with the same log folder.</summary>
    public string ErrorFile => error.Path;

    /// <summary>Starts a server and waits until it is ready; throws with its output when it ends or takes too long instead.</summary>
    /// <param name="dataFolder">Created by the server if need be; may be one that an earlier process left.</param>
    /// <param name="arguments">Further arguments; <c>--urls</c> among them replaces the address.</param>
    /// <param name="environment">Further environment variables; a null value removes one.</param>
    /// <param name="port">The port, when a restarted server has to be found where it was; a free one by default.</param>
    public static async Task<ServerProcess> StartAsync(
        string dataFolder, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null, int? port = null)
    {
        var server = Launch(dataFolder, arguments, environment, port);
        try
        {
            await server.WaitUntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a server without waiting for it: for starts that are to be refused, or killed half way.</summary>
    /// <param name="dataFolder">As of <see cref="StartAsync"/>, like the next three.</param>
    /// <param name="arguments">Further arguments.</param>
    /// <param name="environment">Further environment variables.</param>
    /// <param name="port">The port.</param>
    /// <param name="fileSizeLimit">The size in KiB that no file of the server may outgrow, as on a disk that is full there; none by default.</param>
    public static ServerProcess Launch(
        string dataFolder, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string?>? environment = null, int? port = null, int? fileSizeLimit = null)
    {
        var address = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port ?? FreePort()).Uri;

        // env replaces itself by the server, so the id stays; it undoes an ignored SIGINT, which a test run in the
        // background inherits from its shell and the server would inherit from the test run.
        string[] given = [.. arguments ?? []];
        string[] urls = given.Contains("--urls") ? [] : ["--urls", address.GetLeftPart(UriPartial.Authority)];
        string[] limit = fileSizeLimit is { } size ? ["--ignore-signal=XFSZ", "bash", "-c", $"ulimit -f {size}; exec \"$@\"", "bash"] : [];
        var start = new ProcessStartInfo("env", ["--default-signal=INT,QUIT", .. limit, "dotnet", AssemblyPath, .. urls, "--data", dataFolder, .. given])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(start, address, dataFolder);
    }

    /// <summary>A loopback port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The credentials that the first start wrote.</summary>
    public BootstrapFile ReadBootstrap() => BootstrapFile.Read(DataFolder);

    /// <summary>A client for this server. It follows no redirect and uses no proxy.</summary>
    public HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };

    /// <summary>Waits until <c>/readyz</c> answers 200.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var client = CreateClient();
        using var patience = new CancellationTokenSource(ReadyTimeout, TimeProvider.System);
        while (!await IsReadyAsync(client, patience.Token))
        {
            if (process.HasExited || patience.IsCancellationRequested)
            {
                var end = process.HasExited ? $"ended with {await WaitForExitAsync()}" : $"was not ready within {ReadyTimeout}";
                throw new InvalidOperationException($"The server {end}.\n{output.ReadAll()}\n{error.ReadAll()}");
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    /// <summary>Ends the process as a power cut would: SIGKILL, no handler runs.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await WaitForExitAsync();
    }

    /// <summary>Ends the process as Ctrl-C does and returns its exit code; throws when it does not obey.</summary>
    public async Task<int> StopAsync()
    {
        // The kill of bash is built in; the program of that name is not on every machine.
        (await CommandLine.BashAsync($"kill -INT {process.Id}")).ShouldSucceed();
        return await WaitForExitAsync();
    }

    /// <summary>Waits for the end and all output, and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        using var patience = new CancellationTokenSource(StopTimeout, TimeProvider.System);
        try
        {
            // Without a timeout of its own this also waits until both output streams are read to their end.
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException waited)
        {
            throw new TimeoutException($"The server did not end within {StopTimeout}.\n{output.ReadAll()}\n{error.ReadAll()}", waited);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        output.Dispose();
        error.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    // The tests lie in artifacts/bin/Haneul.EndToEndTests/<configuration>, the server in the folder of its own name beside.
    private static string FindAssembly()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var found = Path.Combine(own.Parent!.Parent!.FullName, "Haneul.Server", own.Name, "Haneul.Server.dll");
        return File.Exists(found) ? found : throw new FileNotFoundException("Build Haneul.Server in the configuration of the tests first", found);
    }
}
