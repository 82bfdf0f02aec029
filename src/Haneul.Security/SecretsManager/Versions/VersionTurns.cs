namespace Haneul.Security.SecretsManager.Versions;

/// <summary>
/// Lets one call at a time create a version of a secret in this process. The database alone decides which number a version gets; without
/// turns, calls for one secret would take the same number again and again and enclose their value anew for each try.
/// </summary>
internal sealed class VersionTurns : IDisposable
{
    private readonly SemaphoreSlim[] _queues = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn, which ends when the result is disposed.</summary>
    public async ValueTask<Turn> TakeAsync(string secretId, CancellationToken cancellation)
    {
        // Two secrets may share a queue: they wait for each other and no harm is done.
        var queue = _queues[(uint)string.GetHashCode(secretId, StringComparison.Ordinal) % (uint)_queues.Length];
        await queue.WaitAsync(cancellation);
        return new Turn(queue);
    }

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_queues, static queue => queue.Dispose());

    /// <summary>A turn that was taken.</summary>
    internal readonly struct Turn(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
