using System.Collections.Concurrent;
using Haneul.Kernel.Access;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>
/// The open streams of this process. Once a second it wakes them all, so that each looks whether its token is still good, and asks the database with one statement
/// whether another process, or a job, has changed something.
/// </summary>
internal sealed partial class ChangeStreams(
    IDatabase database, IAuthenticator authenticator, ChangeReads reads, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ChangeStreams> logger)
    : IHostedService, IAsyncDisposable
{
    /// <summary>Most streams of one project in one process.</summary>
    public const int MostOfProject = 100;

    /// <summary>Most streams of one process.</summary>
    public const int Most = 1000;

    /// <summary>How often streams look at their token, and the process at the database. A stream outlives its token by less than twice this.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Projects of one statement; what is left is filled with ids that no project has, so that the statement stays prepared.
    private const int ProjectsAtOnce = 50;

    private readonly ConcurrentDictionary<ChangeSubscription, bool> _open = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _countOfProject = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private int _isLooking;

    /// <summary>Tells who is behind a token.</summary>
    public IAuthenticator Authenticator => authenticator;

    /// <summary>Reads changes.</summary>
    public ChangeReads Reads => reads;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Ends the streams when the server stops, which would otherwise wait for them.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>How many streams are open.</summary>
    internal int Count => _open.Count;

    /// <summary>A stream of a project; null when there are too many.</summary>
    public ChangeSubscription? TryOpen(string projectId)
    {
        lock (_lock)
        {
            var count = _countOfProject.GetValueOrDefault(projectId);
            if (count >= MostOfProject || _open.Count >= Most)
            {
                return null;
            }

            _countOfProject[projectId] = count + 1;
            var subscription = new ChangeSubscription(this, projectId);
            _open.TryAdd(subscription, true);
            return subscription;
        }
    }

    /// <summary>Takes a stream out; called once for each.</summary>
    public void Close(ChangeSubscription subscription)
    {
        lock (_lock)
        {
            _open.TryRemove(subscription, out _);
            if (--_countOfProject[subscription.ProjectId] == 0)
            {
                _countOfProject.Remove(subscription.ProjectId);
            }
        }
    }

    /// <summary>Wakes the streams of a project: something has changed there.</summary>
    public void Wake(string projectId)
    {
        foreach (var (subscription, _) in _open)
        {
            if (subscription.ProjectId == projectId)
            {
                subscription.Wake(hasNews: true);
            }
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => ((ChangeStreams)state!).Tick(), this, Period, Period);
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
        if (_open.IsEmpty || Interlocked.Exchange(ref _isLooking, 1) == 1)
        {
            return;
        }

        try
        {
            var newest = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var projects in _open.Keys.Select(each => each.ProjectId).Distinct(StringComparer.Ordinal).Chunk(ProjectsAtOnce))
            {
                foreach (var (projectId, number) in await ReadNewestAsync(projects))
                {
                    newest[projectId] = number;
                }
            }

            foreach (var subscription in _open.Keys)
            {
                if (newest.TryGetValue(subscription.ProjectId, out var number) && number != subscription.NewestSeen)
                {
                    subscription.NewestSeen = number;
                    subscription.Wake(hasNews: true);
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
        foreach (var subscription in _open.Keys)
        {
            subscription.Wake(hasNews: false);
        }

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
