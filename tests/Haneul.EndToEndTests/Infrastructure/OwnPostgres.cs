namespace Haneul.EndToEndTests.Infrastructure;

/// <summary>A PostgreSQL of a test's own, which it may kill. Started and ended by the scripts that start the one of a whole run.</summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _folder;

    private OwnPostgres(string connection, string folder) => (Connection, _folder) = (connection, folder);

    /// <summary>The connection string of its administrator.</summary>
    public string Connection { get; }

    /// <summary>Starts one. Without PostgreSQL on the machine the test is skipped, as without the one of the run; CI fails.</summary>
    public static async Task<OwnPostgres> StartAsync()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HANEUL_TEST_POSTGRES")) && Environment.GetEnvironmentVariable("CI") != "true", "HANEUL_TEST_POSTGRES names no PostgreSQL.");

        // The server that is started must not hold on to the pipes of this command.
        var started = (await CommandLine.BashAsync($"source '{Script}'; start_postgres >&2; echo \"$postgres_connection\"; echo \"$postgres_folder\"", timeout: TimeSpan.FromMinutes(2))).ShouldSucceed();
        var lines = started.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new OwnPostgres(lines[0], lines[1]);
    }

    /// <summary>Kills a process that serves a connection: the server then ends all others and recovers, by itself.</summary>
    public async Task KillBackendAsync() => (await RunAsync(
        """
        postmaster=$(head -n 1 data/postmaster.pid)
        for process in /proc/[0-9]*; do
          if grep -qs "^PPid:[[:space:]]*$postmaster$" "$process/status" && grep -qsa 'haneul_e2e' "$process/cmdline" && grep -qsa '127.0.0.1' "$process/cmdline"; then
            kill -9 "${process#/proc/}"
            exit 0
          fi
        done
        echo 'no connection to kill' >&2
        exit 1
        """)).ShouldSucceed();

    /// <summary>Ends every process at once without a word to anybody, and starts the server again.</summary>
    public async Task CrashAsync() => (await RunAsync(
        """
        options=$(sed 's/^[^ ]* //; s/"//g' data/postmaster.opts)
        as_postgres "$(postgres_bin)/pg_ctl" stop --silent --wait --mode=immediate --pgdata=data >&2
        as_postgres "$(postgres_bin)/pg_ctl" start --silent --wait --timeout=60 --pgdata=data --log=log --options="$options" >/dev/null 2>&1 </dev/null
        """)).ShouldSucceed();

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => (await RunAsync("stop_postgres")).ShouldSucceed();

    private static string Script
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "eng", "test-postgres.sh")))
            {
                folder = folder.Parent ?? throw new FileNotFoundException("eng/test-postgres.sh is not above the tests");
            }

            return Path.Combine(folder.FullName, "eng", "test-postgres.sh");
        }
    }

    private Task<CommandResult> RunAsync(string script) =>
        CommandLine.BashAsync($"source '{Script}'; postgres_folder='{_folder}'; cd '{_folder}'; {script}", timeout: TimeSpan.FromMinutes(2));
}
