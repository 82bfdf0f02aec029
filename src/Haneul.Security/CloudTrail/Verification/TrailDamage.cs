namespace Haneul.Security.CloudTrail.Verification;

/// <summary>What is wrong at a place of the trail.</summary>
internal enum DamageKind
{
    /// <summary>An event, or a word that it shares with others, is not as it was written.</summary>
    EventChanged,

    /// <summary>An event is gone.</summary>
    EventRemoved,

    /// <summary>An event is there that no server wrote there.</summary>
    EventInserted,

    /// <summary>An event is genuine, but belongs to another place.</summary>
    EventMoved,

    /// <summary>A sealed segment is not as it was written.</summary>
    SegmentChanged,

    /// <summary>A sealed segment is gone.</summary>
    SegmentRemoved,

    /// <summary>A segment is there that no server wrote there.</summary>
    SegmentInserted,

    /// <summary>The row of a chain is not as it was written.</summary>
    HeadChanged,

    /// <summary>The row of a chain is gone.</summary>
    ChainRemoved,

    /// <summary>A stored checkpoint, or one that was brought, is not as it was signed.</summary>
    CheckpointChanged,

    /// <summary>A stored checkpoint is gone.</summary>
    CheckpointRemoved,

    /// <summary>A chain ends before a point that a checkpoint has seen: its end was cut off, or the database is an older one.</summary>
    RolledBack,

    /// <summary>A chain is not the one that a checkpoint has seen.</summary>
    ChainReplaced,
}

/// <summary>A place of the trail where it is not as it was written.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Chain">The chain; 0 where it is about none.</param>
/// <param name="Number">The number in the chain; 0 where it is about the chain as a whole. Of a checkpoint its own number.</param>
/// <param name="EventId">The event, if it is known.</param>
/// <param name="Time">Its time, unix microseconds, if it is known.</param>
/// <param name="Detail">In words, for people.</param>
internal sealed record TrailDamage(DamageKind Kind, long Chain, long Number, string? EventId, long? Time, string Detail)
{
    /// <summary>The kind as it is written in answers and logs.</summary>
    public string KindText => Kind switch
    {
        DamageKind.EventChanged => "event_changed",
        DamageKind.EventRemoved => "event_removed",
        DamageKind.EventInserted => "event_inserted",
        DamageKind.EventMoved => "event_moved",
        DamageKind.SegmentChanged => "segment_changed",
        DamageKind.SegmentRemoved => "segment_removed",
        DamageKind.SegmentInserted => "segment_inserted",
        DamageKind.HeadChanged => "head_changed",
        DamageKind.ChainRemoved => "chain_removed",
        DamageKind.CheckpointChanged => "checkpoint_changed",
        DamageKind.CheckpointRemoved => "checkpoint_removed",
        DamageKind.RolledBack => "rolled_back",
        _ => "chain_replaced",
    };
}
