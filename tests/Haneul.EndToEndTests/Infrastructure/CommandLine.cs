using System.Diagnostics;
using System.Text;

namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>What a finished command left behind.</summary>
/// <param name="ExitCode">The exit code; negative or above 128 when a signal ended it.</param>
/// <param name="StandardOutput">All that it wrote to standard output.</param>
/// <param name="StandardError">All that it wrote to standard error.</param>
public sealed record CommandResult(int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>Fails the test, showing what the command wrote, unless it ended with 0.</summary>
    public CommandResult ShouldSucceed()
    {
        if (ExitCode != 0)
        {
            Assert.Fail($"exit code {ExitCode}\n{StandardOutput}\n{StandardError}");
        }

        return this;
    }
}

/// <summary>Runs the programs that users run: curl, openstack, bash.</summary>
public static class CommandLine
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Runs a program to its end without a shell; kills it with its children and throws when it takes too long.</summary>
    /// <param name="fileName">The program, found in PATH.</param>
    /// <param name="arguments">Its arguments, passed as they are.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    /// <param name="standardInput">What it reads; empty by default, never the terminal.</param>
    /// <param name="timeout">One minute by default.</param>
    /// <param name="workingDirectory">The current one by default.</param>
    public static async Task<CommandResult> RunAsync(
        string fileName,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string standardInput = "",
        TimeSpan? timeout = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await WriteInputAsync(process, standardInput);

        using var patience = new CancellationTokenSource(timeout ?? DefaultTimeout, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new CommandResult(process.ExitCode, await output.WaitAsync(patience.Token), await error.WaitAsync(patience.Token));
        }
        catch (OperationCanceledException waited)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{fileName} did not end within {timeout ?? DefaultTimeout}", waited);
        }
    }

    /// <summary>Runs a script as <c>bash -euo pipefail -c</c> does.</summary>
    public static Task<CommandResult> BashAsync(string script, IReadOnlyDictionary<string, string?>? environment = null, TimeSpan? timeout = null) =>
        RunAsync("bash", ["-euo", "pipefail", "-c", script], environment, timeout: timeout);

    private static async Task WriteInputAsync(Process process, string text)
    {
        try
        {
            await process.StandardInput.WriteAsync(text);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended, or closed its input, without reading all of it.
        }
    }
}
