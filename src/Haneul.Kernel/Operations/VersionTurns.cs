namespace Haneul.Kernel.Operations;

/// <summary>
/// Lets one call at a time make a version of a resource in this process. The database alone decides which number a version gets; without turns, calls for one
/// resource would take the same number again and again and do what comes before the transaction (enclosing a value, generating a key) anew for each try.
/// </summary>
public sealed class VersionTurns : IDisposable
{
    private readonly SemaphoreSlim[] _queues = [.. Enumerable.Range(0, 64).Select(static _ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits for the turn, which ends when the result is disposed.</summary>
    public async ValueTask<Turn> TakeAsync(string resourceId, CancellationToken cancellation)
    {
        // Two resources may share a queue: they wait for each other and no harm is done.
        var queue = _queues[(uint)string.GetHashCode(resourceId, StringComparison.Ordinal) % (uint)_queues.Length];
        await queue.WaitAsync(cancellation);
        return new Turn(queue);
    }

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_queues, static queue => queue.Dispose());

    /// <summary>A turn that was taken.</summary>
    public sealed class Turn : IDisposable
    {
        private readonly SemaphoreSlim _queue;

        internal Turn(SemaphoreSlim queue) => _queue = queue;

        /// <inheritdoc />
        public void Dispose() => _queue.Release();
    }
}
