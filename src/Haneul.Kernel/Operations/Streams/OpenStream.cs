using System.Threading.Channels;

namespace Haneul.Kernel.Operations.Streams;

/// <summary>One answer that lasts. It is woken at a period, so that it looks whether its caller may still have it, and as soon as there may be something new.</summary>
public sealed class OpenStream : IDisposable
{
    private readonly OpenStreams _streams;

    // Wakings that nobody has waited for are one.
    private readonly Channel<bool> _wakings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _hasNews = 1;
    private int _isClosed;

    internal OpenStream(OpenStreams streams, string projectId)
    {
        _streams = streams;
        ProjectId = projectId;
    }

    /// <summary>The project that it was opened for.</summary>
    public string ProjectId { get; }

    /// <summary>The newest number that whoever wakes it has seen; for that one alone.</summary>
    public long NewestSeen { get; set; } = -1;

    /// <summary>Wakes it, with the word that there may be something new or without.</summary>
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

    /// <summary>Whether there may be something new since this was last asked.</summary>
    public bool TakeNews() => Interlocked.Exchange(ref _hasNews, 0) == 1;

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _streams.Close(this);
        }
    }
}
