using Haneul.Kernel.Operations.Streams;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>
/// The open streams of this process. Once a second it wakes them all, so that each looks whether its token is still good, and asks the database with one statement
/// whether another process, or a job, has changed something.
/// </summary>
internal sealed partial class ChangeStreams(IDatabase database, TimeProvider time, ILogger<ChangeStreams> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>Most streams of one project in one process.</summary>
    public const int MostOfProject = 100;

    /// <summary>Most streams of one process.</summary>
    public const int Most = 1000;

    // Projects of one statement; what is left is filled with ids that no project has, so that the statement stays prepared.
    private const int ProjectsAtOnce = 50;

    private readonly OpenStreams _open = new(MostOfProject, Most);
    private ITimer? _timer;
    private int _isLooking;

    /// <summary>How many streams are open.</summary>
    internal int Count => _open.Count;

    /// <summary>A stream of a project; null when there are too many.</summary>
    public OpenStream? TryOpen(string projectId) => _open.TryOpen(projectId);

    /// <summary>Wakes the streams of a project: something has changed there.</summary>
    public void Wake(string projectId)
    {
        foreach (var stream in _open.All.Where(stream => stream.ProjectId == projectId))
        {
            stream.Wake(hasNews: true);
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => ((ChangeStreams)state!).Tick(), this, StreamServices.Period, StreamServices.Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            _timer = null;
            await timer.DisposeAsync();
        }
    }

    /// <summary>Asks the database which projects with streams have something new.</summary>
    internal async Task LookAsync()
    {
        if (_open.Count == 0 || Interlocked.Exchange(ref _isLooking, 1) == 1)
        {
            return;
        }

        try
        {
            var newest = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var projects in _open.All.Select(static stream => stream.ProjectId).Distinct(StringComparer.Ordinal).Chunk(ProjectsAtOnce))
            {
                foreach (var (projectId, number) in await ReadNewestAsync(projects))
                {
                    newest[projectId] = number;
                }
            }

            foreach (var stream in _open.All)
            {
                if (newest.TryGetValue(stream.ProjectId, out var number) && number != stream.NewestSeen)
                {
                    stream.NewestSeen = number;
                    stream.Wake(hasNews: true);
                }
            }
        }
        catch (StorageUnavailableException exception)
        {
            // The streams look at their tokens meanwhile, and end if they can't.
            LogUnavailable(exception);
        }
        catch (ObjectDisposedException)
        {
            // The server is stopping.
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    private void Tick()
    {
        _open.WakeAll(hasNews: false);
        _ = LookAsync();
    }

    private ValueTask<List<(string ProjectId, long Newest)>> ReadNewestAsync(string[] projects)
    {
        Sql ids = $"{projects[0]}";
        for (var index = 1; index < ProjectsAtOnce; index++)
        {
            Sql id = $", {(index < projects.Length ? projects[index] : "")}";
            ids.AppendFormatted(id);
        }

        return database.ReadAsync(session => session.QueryAsync(
            $"SELECT project_id, newest FROM secrets_change_numbers WHERE project_id IN ({ids})", static row => (row.GetString(0), row.GetInt64(1))));
    }

    [LoggerMessage(320, LogLevel.Warning, "Changes of secrets could not be looked for; the next look tries again.")]
    private partial void LogUnavailable(Exception exception);
}
