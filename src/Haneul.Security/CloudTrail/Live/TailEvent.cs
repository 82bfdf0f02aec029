using System.Text.Json;
using Haneul.Kernel.Dialects;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Live;

/// <summary>An event on its way to the streams. All of them share its JSON.</summary>
internal sealed class TailEvent(EventRow row)
{
    private byte[]? _json;

    /// <summary>Its chain.</summary>
    public long ChainId => EventPlace.ChainOf(row.Sequence);

    /// <summary>Its number in the chain.</summary>
    public long Number => EventPlace.NumberOf(row.Sequence);

    /// <summary>When it happened, unix microseconds.</summary>
    public long Time => row.Time;

    /// <summary>What a search shows of it.</summary>
    public Event Event => row.Event;

    /// <summary>That as JSON, in one line.</summary>
    public ReadOnlySpan<byte> Json => _json ??= JsonAnswer.ToBytes(Event, static (json, item) => JsonSerializer.Serialize(json, item, CloudTrailJson.Default.Event));
}

/// <summary>Some events of a chain that follow one another.</summary>
/// <param name="Serial">Its place among those of the process.</param>
/// <param name="Through">How far whoever has had it is.</param>
/// <param name="Events">The events.</param>
internal sealed record TailBatch(long Serial, TailPosition Through, IReadOnlyList<TailEvent> Events);

/// <summary>Where a stream meets what the process reads.</summary>
/// <param name="Position">How far that is.</param>
/// <param name="Serial">The batch that comes next.</param>
internal sealed record TailJunction(TailPosition Position, long Serial);
