using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Api.CloudTrail.Chain;

/// <summary>A database that commits and does not tell, as one whose connection breaks while the commit is under way.</summary>
internal sealed class AnswerLosingDatabase(IDatabase inner) : IDatabase
{
    /// <summary>How many of the next writes are not answered.</summary>
    public int Losing { get; set; }

    public DatabaseEngine Engine => inner.Engine;

    public ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default) => inner.ReadAsync(work, cancellation);

    public async ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        var result = await inner.WriteAsync(work, cancellation);
        return Losing-- > 0 ? throw new StorageUnavailableException("The connection broke.") : result;
    }

    public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => inner.AppendAsync(work, cancellation);

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => inner.ProbeAsync(cancellation);
}
