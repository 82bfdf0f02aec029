using System.Text;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations.Streams;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>The events of a query as a stream tells them, each chain in the order of its numbers, none twice and none left out.</summary>
/// <param name="tail">What the process reads.</param>
/// <param name="stream">The stream.</param>
/// <param name="query">What is asked for.</param>
/// <param name="view">What the caller may see.</param>
/// <param name="after">Where the client was; null to begin with what comes next.</param>
internal sealed class TailSource(EventTail tail, OpenStream stream, EventQuery query, EventView view, TailPosition? after) : IStreamSource
{
    private TailPosition _position = TailPosition.Beginning;

    // What the stream reads by itself goes up to here; null while it takes the batches of the process.
    private TailJunction? _target;
    private long _next;

    /// <inheritdoc />
    public string Position => _position.ToString();

    /// <inheritdoc />
    public async ValueTask BeginAsync(CancellationToken ending)
    {
        _position = after is null ? await tail.Reads.NowAsync(ending) : await tail.Reads.ClampAsync(after, ending);
        _target = await tail.JoinAsync(ending);
    }

    /// <inheritdoc />
    public bool Admits(Caller caller) => caller.May(ListEvents.Operation.Permission) && ListEvents.ViewOf(caller, stream.ProjectId) == view;

    /// <inheritdoc />
    public async ValueTask AppendNewsAsync(EventStreamWriter writer, Caller caller, CancellationToken ending)
    {
        if (_target is null && tail.TryTake(_next, out var batch, out var hasMore))
        {
            if (batch is not null)
            {
                Append(writer, batch.Events);
                (_position, _next) = (_position.With(batch.Through), batch.Serial + 1);
                WakeIf(hasMore);
            }

            return;
        }

        _target ??= await tail.JoinAsync(ending);
        if (!await CatchUpAsync(writer, _target, ending))
        {
            _position = await tail.Reads.NowAsync(ending);
            _target = await tail.JoinAsync(ending);
            stream.Wake(hasNews: true);
            writer.AppendEvent(Position, "reset", Encoding.UTF8.GetBytes($"{{\"position\":\"{Position}\"}}"));
        }
    }

    /// <summary>A page of what lies between the stream and the process; false if not all of it is kept.</summary>
    private async ValueTask<bool> CatchUpAsync(EventStreamWriter writer, TailJunction target, CancellationToken ending)
    {
        foreach (var chainId in target.Position.Chains)
        {
            var (from, through) = (_position.Of(chainId), target.Position.Of(chainId));
            if (from >= through)
            {
                continue;
            }

            if (await tail.Reads.ReadAsync(chainId, from, through, EventTail.BatchSize, ending) is not { } events)
            {
                return false;
            }

            Append(writer, events);
            _position = _position.With(chainId, events.Count == EventTail.BatchSize ? events[^1].Number : through);
            WakeIf(true);
            return true;
        }

        (_next, _target) = (target.Serial, null);
        WakeIf(true);
        return true;
    }

    private void Append(EventStreamWriter writer, IReadOnlyList<TailEvent> events)
    {
        foreach (var item in events)
        {
            if (item.Number > _position.Of(item.ChainId) && TailFilter.Matches(item, query, view))
            {
                _position = _position.With(item.ChainId, item.Number);
                writer.AppendEvent(Position, "event", item.Json);
            }
        }
    }

    private void WakeIf(bool hasMore)
    {
        if (hasMore)
        {
            stream.Wake(hasNews: true);
        }
    }
}
