using System.Diagnostics;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.WebConsole;

/// <summary>Runs the commands that pages show, as a person would who pastes them.</summary>
internal static class Shell
{
    /// <summary>Runs them one after the other in one shell; what they print.</summary>
    public static async Task<string> RunAsync(ApiFixture fixture, params string[] commands)
    {
        // Names below localhost are loopback (RFC 6761), which not every resolver knows.
        var port = fixture.Http.BaseAddress!.Port;
        var resolve = string.Concat(new[] { "iam", "secrets-manager", "secrets-manager-service", "kms", "cloud-trail" }.Select(name => $" --resolve {name}.localhost:{port}:127.0.0.1"));
        var script = $"curl() {{ command curl{resolve} \"$@\"; }}\n" + string.Join('\n', commands);
        using var shell = Process.Start(new ProcessStartInfo("sh") { ArgumentList = { "-c", script }, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, $"The shell ended with {shell.ExitCode}: {await errors}");
        return output;
    }
}
