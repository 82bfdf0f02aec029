using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Haneul.Security.SecretsManager.Catalogue;

/// <summary>A read of a value.</summary>
/// <param name="At">When, microseconds since the Unix epoch.</param>
/// <param name="By">Sign-in name of the reader.</param>
internal sealed record LastRead(long At, string By);

/// <summary>
/// Remembers when and by whom each secret was last read. A write per read would cost more than the read, so reads wait in memory, one entry per secret, and are stored
/// together every few seconds and at the end of the process. A kill loses at most these seconds: the trail has every read (docs/adr/0018).
/// </summary>
internal sealed partial class LastReads(IDatabase database, TimeProvider time, ILogger<LastReads> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>So many secrets wait at most before they are stored at once.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>Above this, while the database does not answer, reads of further secrets are not remembered: memory has an end.</summary>
    private const int MostRemembered = 4 * MostWaiting;

    private const int SliceSize = 64;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Key, LastRead> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _count;
    private ITimer? _timer;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => _ = ((LastReads)state!).TryFlushAsync(), this, Period, Period);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StopTimerAsync();
        await TryFlushAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopTimerAsync();
        _turn.Dispose();
    }

    /// <summary>Notes that the caller has read a value of the secret.</summary>
    public void Note(Call call, string secretId)
    {
        var key = new Key(call.ProjectId, secretId);
        var read = new LastRead(UnixTime.ToMicroseconds(call.Now), call.Caller.UserName);
        while (true)
        {
            if (_waiting.TryGetValue(key, out var earlier))
            {
                if (earlier.At > read.At || _waiting.TryUpdate(key, read, earlier))
                {
                    return;
                }
            }
            else if (Volatile.Read(ref _count) >= MostRemembered)
            {
                return;
            }
            else if (_waiting.TryAdd(key, read))
            {
                if (Interlocked.Increment(ref _count) == MostWaiting)
                {
                    _ = TryFlushAsync();
                }

                return;
            }
        }
    }

    /// <summary>The later of what is stored and what waits.</summary>
    public LastRead? Latest(string projectId, string secretId, LastRead? stored) =>
        _waiting.TryGetValue(new Key(projectId, secretId), out var waiting) && (stored is null || waiting.At >= stored.At) ? waiting : stored;

    /// <summary>Stores what waits.</summary>
    /// <exception cref="StorageUnavailableException">The database did not take it; it still waits.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // In one order on every node: two that store the same rows must not wait for each other.
            var waiting = _waiting.OrderBy(static pair => pair.Key.ProjectId, StringComparer.Ordinal).ThenBy(static pair => pair.Key.SecretId, StringComparer.Ordinal).ToList();
            foreach (var slice in waiting.Chunk(SliceSize))
            {
                await database.WriteAsync(transaction => StoreAsync(transaction, slice), cancellation);
                foreach (var pair in slice)
                {
                    // A read that came meanwhile is another value and goes on waiting.
                    if (_waiting.TryRemove(pair))
                    {
                        Interlocked.Decrement(ref _count);
                    }
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets a secret that is deleted.</summary>
    public static async ValueTask ForgetAsync(ITransaction transaction, string projectId, string secretId) =>
        await transaction.ExecuteAsync($"DELETE FROM secrets_reads WHERE project_id = {projectId} AND secret_id = {secretId}");

    private static async ValueTask<int> StoreAsync(ITransaction transaction, KeyValuePair<Key, LastRead>[] reads)
    {
        foreach (var ((projectId, secretId), (at, by)) in reads)
        {
            // Selected from the secret, so that none is left behind by a secret that was deleted meanwhile; of several nodes the latest read stays.
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO secrets_reads (project_id, secret_id, last_read_at, last_read_by)
                SELECT project_id, id, {at}, {by} FROM secrets_secrets WHERE project_id = {projectId} AND id = {secretId}
                ON CONFLICT (project_id, secret_id) DO UPDATE SET last_read_at = excluded.last_read_at, last_read_by = excluded.last_read_by
                WHERE excluded.last_read_at > secrets_reads.last_read_at
                """);
        }

        return reads.Length;
    }

    private async Task TryFlushAsync()
    {
        if (_waiting.IsEmpty)
        {
            return;
        }

        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (StorageUnavailableException exception)
        {
            // What waits goes on waiting; the next round tries again.
            LogUnavailable(exception);
        }
        catch (ObjectDisposedException)
        {
            // The server is stopping.
        }
    }

    private async ValueTask StopTimerAsync()
    {
        if (Interlocked.Exchange(ref _timer, null) is { } timer)
        {
            await timer.DisposeAsync();
        }
    }

    [LoggerMessage(310, LogLevel.Warning, "When secrets were last read could not be stored; the next round tries again.")]
    private partial void LogUnavailable(Exception exception);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Key(string ProjectId, string SecretId);
}
