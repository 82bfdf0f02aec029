using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests.Clients;

/// <summary>The stock OpenStack command-line client, kept running between commands (openstack_commands.py says why).</summary>
public sealed class OpenStackCommands : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Process _process;

    /// <summary>Starts the client without any setting of the environment.</summary>
    public OpenStackCommands()
    {
        var start = new ProcessStartInfo(Python.Path, [Python.Script("openstack_commands.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OS_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("The OpenStack client did not start");
    }

    /// <summary>Runs one command with its arguments.</summary>
    public async Task<CommandResult> RunAsync(IReadOnlyList<string> arguments)
    {
        await _gate.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(arguments));
            await _process.StandardInput.FlushAsync();
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience, TimeProvider.System)
                ?? throw new InvalidOperationException("The OpenStack client ended");
            var answer = JsonElement.Parse(line);
            return new CommandResult(answer.GetProperty("code").GetInt32(), answer.GetProperty("output").GetString()!, answer.GetProperty("errors").GetString()!);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        _gate.Dispose();
    }
}
