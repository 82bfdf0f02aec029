using System.Diagnostics;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole;

/// <summary>Runs the commands that pages show, as a person would who pastes them.</summary>
internal static class Shell
{
    /// <summary>Runs them one after the other in one shell; what they print.</summary>
    public static async Task<string> RunAsync(ApiFixture fixture, params string[] commands)
    {
        // Whatever the names are, they are this server.
        var script = $"curl() {{ command curl --connect-to '::127.0.0.1:{fixture.Http.BaseAddress!.Port}' \"$@\"; }}\n" + string.Join('\n', commands);
        using var shell = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", script }, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, $"The shell ended with {shell.ExitCode}: {await errors}");
        return output;
    }
}
