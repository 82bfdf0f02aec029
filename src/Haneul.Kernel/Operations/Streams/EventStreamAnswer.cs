using Haneul.Kernel.Access;

namespace Haneul.Kernel.Operations.Streams;

/// <summary>What a stream of server-sent events tells.</summary>
public interface IStreamSource
{
    /// <summary>How far the stream is: the id of what was appended last, by which a client goes on later.</summary>
    string Position { get; }

    /// <summary>Begins. Called once, before anything else.</summary>
    ValueTask BeginAsync(CancellationToken ending);

    /// <summary>Whether the caller may still have the stream.</summary>
    bool Admits(Caller caller);

    /// <summary>Appends some of what is new. Where there is more it wakes its stream, and is asked again after another look at the caller.</summary>
    ValueTask AppendNewsAsync(EventStreamWriter writer, Caller caller, CancellationToken ending);
}

/// <summary>
/// Server-sent events, written until the client goes, its token is no longer good, it does not read, or the server stops. Each event carries the position of the stream as
/// its id; so does the comment that keeps an idle connection open, so that a client which sees little of what happens does not fall behind what is kept.
/// </summary>
public sealed class EventStreamAnswer(StreamServices services, OpenStream stream, IStreamSource source) : IAnswer, IDisposable
{
    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (stream)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Context.RequestAborted, services.Stopping);
            try
            {
                await FollowAsync(call, ending.Token);
            }
            catch (OperationCanceledException)
            {
                // The client has gone or reads too slowly, or the server stops. On the trail the call is complete since its start.
                if (!services.Stopping.IsCancellationRequested)
                {
                    call.Context.Abort();
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => stream.Dispose();

    private async Task FollowAsync(Call call, CancellationToken ending)
    {
        var writer = new EventStreamWriter(call.Context, services.Time);
        await source.BeginAsync(ending);
        writer.Begin(source.Position);
        await writer.SendAsync(ending);
        while (await services.FindCallerAsync(call, ending) is { } caller && source.Admits(caller))
        {
            if (stream.TakeNews())
            {
                await source.AppendNewsAsync(writer, caller, ending);
            }
            else if (writer.IsSilent)
            {
                writer.AppendHeartbeat(source.Position);
            }

            if (writer.HasFrames)
            {
                await writer.SendAsync(ending);
            }

            await stream.WaitAsync(ending);
        }
    }
}
