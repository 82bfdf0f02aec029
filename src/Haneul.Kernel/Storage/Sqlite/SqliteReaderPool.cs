namespace Haneul.Kernel.Storage.Sqlite;

/// <summary>
/// Connections that only read. Last in, first out, so that few connections are in use and their prepared statements stay warm.
/// </summary>
internal sealed class SqliteReaderPool(string path) : IDisposable
{
    private static readonly int MaxIdle = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly Lock _lock = new();
    private readonly Stack<SqliteHandle> _idle = new();
    private bool _disposed;

    public SqliteHandle Rent()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_idle.TryPop(out var handle))
            {
                return handle;
            }
        }

        return SqliteHandle.Open(path, queryOnly: true);
    }

    public void Return(SqliteHandle handle)
    {
        lock (_lock)
        {
            if (!_disposed && _idle.Count < MaxIdle)
            {
                _idle.Push(handle);
                return;
            }
        }

        handle.Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_idle.TryPop(out var handle))
            {
                handle.Dispose();
            }
        }
    }
}
