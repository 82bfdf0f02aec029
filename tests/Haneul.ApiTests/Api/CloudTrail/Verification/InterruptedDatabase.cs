using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Api.CloudTrail.Verification;

/// <summary>A database in which something happens before a certain read.</summary>
internal sealed class InterruptedDatabase(IDatabase inner, int read, Func<Task> happening) : IDatabase
{
    private int _reads;

    /// <summary>Whether it has happened.</summary>
    public bool HasHappened { get; private set; }

    public DatabaseEngine Engine => inner.Engine;

    public async ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        if (_reads++ == read)
        {
            HasHappened = true;
            await happening();
        }

        return await inner.ReadAsync(work, cancellation);
    }

    public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) => inner.WriteAsync(work, cancellation);

    public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => inner.AppendAsync(work, cancellation);

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => inner.ProbeAsync(cancellation);
}
