using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>Backups as an operator makes them: with the program, beside a running server.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Refused = 78;
    private readonly string _folder = Directory.CreateTempSubdirectory("haneul-backup-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Restored => Path.Combine(_folder, "restored");

    private string Backup => Path.Combine(_folder, "made.backup");

    private string RootKey => "file:" + Path.Combine(Data, "root.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_backup_of_a_running_server_verifies_and_restores_to_one_that_reads_the_same_values()
    {
        string token, secret, accessKeys;
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            using var client = new ApiClient(server);
            token = await client.SignInAsync();
            secret = (await client.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", """{"secret":{"name":"kept","secret_data":"canary-of-a-restore"}}"""))
                .GetProperty("secret").GetProperty("id").GetString()!;
            accessKeys = await File.ReadAllTextAsync(Path.Combine(Data, "bootstrap.json"));

            var made = (await RunAsync("backup", Backup, "--data", Data)).ShouldSucceed();
            Assert.Contains("root key", made.StandardOutput, StringComparison.Ordinal);
            Assert.Contains(Backup, made.StandardOutput, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
            Assert.True((await File.ReadAllBytesAsync(Backup)).AsSpan().IndexOf("canary-of-a-restore"u8) < 0);

            // While the server runs: it needs nothing of it but the key.
            var verified = (await RunAsync("verify", Backup, "--data", Data)).ShouldSucceed();
            Assert.Contains("secret values: 1, all whole", verified.StandardOutput, StringComparison.Ordinal);
            Assert.Contains("The backup is whole.", verified.StandardOutput, StringComparison.Ordinal);
            Assert.Empty(Leftovers());
            await server.StopAsync();
        }

        (await RunAsync("restore", Backup, "--data", Restored, "--root-key", RootKey)).ShouldSucceed();
        await File.WriteAllTextAsync(Path.Combine(Restored, "bootstrap.json"), accessKeys);

        await using var again = await ServerProcess.StartAsync(Restored, ["--root-key", RootKey]);
        using var reader = new ApiClient(again);
        Assert.NotEqual(token, await reader.SignInAsync());
        Assert.Equal("canary-of-a-restore", (await reader.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{secret}/versions/value")).GetProperty("data").GetString());
    }

    [Fact]
    public async Task A_refusal_says_what_to_do_in_one_line_without_a_stack_trace()
    {
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            (await RunAsync("backup", Backup, "--data", Data)).ShouldSucceed();
            await AssertRefusedAsync(Refused, "--force", "backup", Backup, "--data", Data);
            await AssertRefusedAsync(Refused, "using the data folder", "restore", Backup, "--data", Data);
            await server.StopAsync();
        }

        await AssertRefusedAsync(Refused, "empty data folder only", "restore", Backup, "--data", Data);
        await AssertRefusedAsync(Refused, "needs the root key with the fingerprint", "restore", Backup, "--data", Restored);
        await AssertRefusedAsync(Refused, "needs the root key with the fingerprint", "verify", Backup, "--data", Restored);
        await AssertRefusedAsync(Refused, "There is no database", "backup", Backup + "2", "--data", Restored, "--root-key", RootKey);
        await AssertRefusedWithAsync(Refused, "neither 'sqlite' nor a PostgreSQL connection string", new(StringComparer.Ordinal) { ["HANEUL__DATABASE"] = "Hots=a;Password=canary-4711" }, "restore", Backup, "--data", Restored, "--root-key", RootKey);
        await AssertRefusedAsync(Refused, "none.backup", "verify", Path.Combine(_folder, "none.backup"), "--data", Data);

        var bytes = await File.ReadAllBytesAsync(Backup);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(Backup, bytes);
        await AssertRefusedAsync(1, "the backup is damaged", "verify", Backup, "--data", Data);
        await AssertRefusedAsync(1, "the backup is damaged", "restore", Backup, "--data", Restored, "--root-key", RootKey);
        await AssertRefusedAsync(1, "does not begin as a backup", "verify", Path.Combine(Data, "haneul.db"), "--data", Data);
        Assert.False(File.Exists(Path.Combine(Restored, "haneul.db")));
        Assert.Empty(Leftovers());
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_a_restore_leaves_nothing()
    {
        await using (var server = await ServerProcess.StartAsync(Data))
        {
            (await RunAsync("backup", Backup, "--data", Data)).ShouldSucceed();
            await server.StopAsync();
        }

        // As in FullDiskTests: a limit on the size of files stands in for the disk.
        var limited = await CommandLine.RunAsync(
            "env",
            ["--ignore-signal=XFSZ", "bash", "-c", "ulimit -f 200; exec \"$@\"", "bash", "dotnet", ServerProcess.AssemblyPath, "restore", Backup, "--data", Restored, "--root-key", RootKey],
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_EnableWriteXorExecute"] = "0" });

        Assert.Equal(Refused, limited.ExitCode);
        Assert.Contains("nothing was changed", limited.StandardError, StringComparison.Ordinal);
        Assert.Equal(["haneul.lock"], Directory.GetFiles(Restored).Select(Path.GetFileName));
        (await RunAsync("restore", Backup, "--data", Restored, "--root-key", RootKey)).ShouldSucceed();
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => RunWithAsync([], arguments);

    // The scratch database of verify goes to a folder of this test, so that what is left behind can be seen.
    private Task<CommandResult> RunWithAsync(Dictionary<string, string?> environment, params string[] arguments) => CommandLine.RunAsync(
        "dotnet", [ServerProcess.AssemblyPath, .. arguments], new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["TMPDIR"] = Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName });

    private string[] Leftovers() =>
        [.. Directory.GetFileSystemEntries(Path.Combine(_folder, "tmp"), "haneul-*"), .. Directory.GetFiles(_folder, "*.tmp"), .. Directory.Exists(Restored) ? Directory.GetFiles(Restored, "*.restoring*") : []];

    private Task AssertRefusedAsync(int code, string text, params string[] arguments) => AssertRefusedWithAsync(code, text, [], arguments);

    private async Task AssertRefusedWithAsync(int code, string text, Dictionary<string, string?> environment, params string[] arguments)
    {
        var result = await RunWithAsync(environment, arguments);

        Assert.True(result.ExitCode == code, $"{string.Join(' ', arguments)}: {result.ExitCode} {result.StandardError}");
        Assert.Contains(text, result.StandardError, StringComparison.Ordinal);
        Assert.Single(result.StandardError.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", result.StandardError, StringComparison.Ordinal);
    }
}
