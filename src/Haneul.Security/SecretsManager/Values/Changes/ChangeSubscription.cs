using System.Threading.Channels;

namespace Haneul.Security.SecretsManager.Values.Changes;

/// <summary>One open stream: it is woken every second, and as soon as something has changed.</summary>
internal sealed class ChangeSubscription(ChangeStreams streams, string projectId) : IDisposable
{
    // Wakings that nobody has waited for are one.
    private readonly Channel<bool> _wakings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _hasNews = 1;
    private int _isClosed;

    /// <summary>The project whose changes it follows.</summary>
    public string ProjectId => projectId;

    /// <summary>The newest number that the process knew when it last looked; for <see cref="ChangeStreams"/> alone.</summary>
    public long NewestSeen { get; set; } = -1;

    /// <summary>Wakes it, with the word that something may have changed or without.</summary>
    public void Wake(bool hasNews)
    {
        if (hasNews)
        {
            Volatile.Write(ref _hasNews, 1);
        }

        _wakings.Writer.TryWrite(true);
    }

    /// <summary>Returns when it is woken.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellation) => await _wakings.Reader.ReadAsync(cancellation);

    /// <summary>Whether something may have changed since this was last asked.</summary>
    public bool TakeNews() => Interlocked.Exchange(ref _hasNews, 0) == 1;

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            streams.Close(this);
        }
    }
}
